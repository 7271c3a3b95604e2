import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Interaction, InteractionResults, Provider } from 'oidc-provider';
import { type Behaviour } from '../directory/behaviour';
import { type Directory } from '../directory/directory';
import { readBody } from '../http/body';
import { addressPage, administratorPage, consentPage, errorPage, passwordPage } from './pages';

/** What a sign-in works with. */
interface SignInParts {
  readonly provider: Provider;
  readonly directory: Directory;
  readonly behaviour: Behaviour;
}

/** A page to show, or the outcome that oidc-provider goes on with. */
type Step = string | InteractionResults;

/** Serves `/<tenant>/sign-in/<uid>`: the pages of one sign-in, and what is posted from them. */
export async function handleSignIn(request: IncomingMessage, response: ServerResponse, parts: SignInParts): Promise<void> {
  const { provider } = parts;
  let interaction: Interaction;
  try {
    interaction = await provider.interactionDetails(request, response);
  } catch {
    show(response, 400, errorPage('This sign-in is not under way any more. Start again from the application.'));
    return;
  }
  const form = request.method === 'POST' ? new URLSearchParams((await readBody(request)).toString('utf8')) : undefined;
  const step = interaction.prompt.name === 'consent' ? await consent(interaction, form, parts) : signIn(interaction, form, parts);
  if (typeof step === 'string') show(response, 200, step);
  else await provider.interactionFinished(request, response, step, { mergeWithLastSubmission: true });
}

function signIn(interaction: Interaction, form: URLSearchParams | undefined, { directory }: SignInParts): Step {
  const hint = interaction.params['login_hint'];
  if (form === undefined || form.get('action') === 'back') return addressPage(form === undefined && typeof hint === 'string' ? hint : '');
  const address = form.get('address') ?? '';
  const user = directory.find(address);
  if (user === undefined) return addressPage(address, 'We couldn’t find an account with that user name.');
  if (form.get('step') === 'address') return passwordPage(user.address);
  if (form.get('password') !== user.password) return passwordPage(user.address, 'Your account or password is incorrect.');
  directory.hasSignedIn(user);
  return { login: { accountId: user.objectId } };
}

async function consent(
  interaction: Interaction,
  form: URLSearchParams | undefined,
  { provider, directory, behaviour }: SignInParts,
): Promise<Step> {
  const objectId = interaction.session?.accountId ?? '';
  const clientId = String(interaction.params['client_id']);
  const address = directory.byObjectId(objectId)?.address ?? '';
  const isDenied = behaviour.consent === 'denied' || form?.get('action') === 'cancel';
  if (isDenied && behaviour.consent === 'administrator') {
    return { error: 'access_denied', error_description: 'AADSTS90094: The grant requires administrator permission.' };
  }
  if (isDenied) return { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent to access the app.' };
  if (behaviour.consent === 'administrator') return administratorPage(address, clientId);
  const oidcScopes = names(interaction.prompt.details['missingOIDCScope']);
  const resourceScopes = Object.entries((interaction.prompt.details['missingResourceScopes'] ?? {}) as Record<string, unknown>);
  if (form?.get('action') !== 'accept' && behaviour.consent !== 'granted') {
    return consentPage(address, clientId, [...resourceScopes.flatMap(([, scopes]) => names(scopes)), ...oidcScopes]);
  }
  const before = directory.consentOf(objectId, clientId);
  const known = before === undefined ? undefined : await provider.Grant.find(before);
  const grant = known ?? new provider.Grant({ accountId: objectId, clientId });
  grant.addOIDCScope(oidcScopes.join(' '));
  for (const [resource, scopes] of resourceScopes) grant.addResourceScope(resource, names(scopes).join(' '));
  const grantId = await grant.save();
  directory.rememberConsent(objectId, clientId, grantId);
  return { consent: { grantId } };
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'X-Frame-Options': 'DENY' });
  response.end(html);
}
