import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { type ProviderParts } from './provider';
import { routes } from './routes';
import { interactionRequired, tokenRefused } from './token-refusal';

/** Answers of the token endpoint get what Microsoft's have besides the standard: `client_info`, and error numbers. */
export function answerAsMicrosoft(provider: Provider, parts: ProviderParts): void {
  const details = new WeakMap<object, string>();
  provider.on('grant.error', (ctx, error) => details.set(ctx, error.error_detail ?? error.message));
  provider.on('grant.success', (ctx) => parts.statistics.countToken(String(ctx.oidc.params?.['grant_type'])));
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path !== routes.token || !('oidc' in ctx)) return;
    const known = ctx as unknown as KoaContextWithOIDC;
    if (ctx.status === 200) addClientInfo(known, parts.directory.tenant);
    else refuse(known, details.get(ctx) ?? '', parts);
  });
}

/** Whose the tokens are, as msal wants to know it (`client_info=1`): object id and tenant. */
function addClientInfo(ctx: KoaContextWithOIDC, tenant: string): void {
  const { account, body } = ctx.oidc;
  if (account === undefined || body?.['client_info'] !== '1') return;
  const info = Buffer.from(JSON.stringify({ uid: account.accountId, utid: tenant })).toString('base64url');
  ctx.body = { ...(ctx.body as object), client_info: info };
}

function refuse(ctx: KoaContextWithOIDC, detail: string, { tokens, statistics }: ProviderParts): void {
  const { error } = ctx.body as { error: string };
  const parameters = ctx.oidc.body ?? {};
  const correlationId = ctx.query['client-request-id'];
  const ours = typeof correlationId === 'string' ? correlationId : undefined;
  const { status, body } =
    error === 'interaction_required'
      ? interactionRequired(ours)
      : tokenRefused({ error, detail, revocation: tokens.revocationOf(String(parameters['refresh_token'])) }, ours);
  const [number] = body['error_codes'] as number[];
  if (number !== undefined) statistics.countRefusal(number);
  ctx.status = status;
  ctx.body = body;
}
