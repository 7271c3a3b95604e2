import { randomBytes } from 'node:crypto';
import { type Configuration, type JWKS, Provider, errors, interactionPolicy } from 'oidc-provider';
import { type Applications, thumbprintOf } from '../directory/applications';
import { type Behaviour } from '../directory/behaviour';
import { type Directory } from '../directory/directory';
import { errorPage } from '../sign-in/pages';
import { type Statistics } from '../statistics';
import { resourceOf, scopesOf, writeClaims } from './access-token';
import { routes } from './routes';
import { answerAsMicrosoft } from './token-endpoint';
import { type TokenStore } from './token-store';

/** What a provider works with. */
export interface ProviderParts {
  readonly issuer: string;
  /** Private keys (RS256) that tokens are signed with. */
  readonly keys: JWKS;
  readonly directory: Directory;
  readonly applications: Applications;
  readonly behaviour: Behaviour;
  readonly tokens: TokenStore;
  readonly statistics: Statistics;
}

const day = 24 * 60 * 60;

/** A certified OpenID provider, set up to do what Microsoft's does. */
export function createProvider(parts: ProviderParts): Provider {
  const provider = new Provider(parts.issuer, configuration(parts));
  answerAsMicrosoft(provider, parts);
  return provider;
}

function configuration({ keys, directory, applications, behaviour, tokens }: ProviderParts): Configuration {
  return {
    adapter: (model) => tokens.adapter(model),
    jwks: keys,
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    routes: { authorization: routes.authorization, token: routes.token, jwks: routes.jwks },
    interactions: { url: (ctx, interaction) => signInUrl(ctx.oidc.urlFor('authorization'), interaction.uid), policy: askOnce() },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: { openid: ['sub', 'oid', 'tid'], profile: ['name', 'preferred_username', 'upn'], email: ['email'] },
    conformIdTokenClaims: false,
    pkce: { required: () => false },
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    clientBasedCORS: () => false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => resourceOf(ctx.oidc.params?.['scope']),
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, resource) => {
          const unknown = [...ctx.oidc.requestParamScopes].find(
            (scope) => scope.startsWith('https://') && !scopesOf(resource).includes(scope),
          );
          if (unknown !== undefined) throw new errors.InvalidScope('The permission does not exist.', unknown);
          return {
            scope: scopesOf(resource).join(' '),
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: behaviour.accessTokenSeconds,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    formats: {
      customizers: {
        jwt: (ctx, token, parts) => {
          const application = applications.find(ctx.oidc.client?.clientId ?? '');
          if (application === undefined) throw new Error('A token is given to an application that is registered.');
          const user = 'accountId' in token ? directory.byObjectId(token.accountId) : undefined;
          writeClaims(parts, token, user, { tenant: directory.tenant, clockOffsetSeconds: behaviour.clockOffsetSeconds, application });
        },
      },
    },
    ttl: {
      AccessToken: () => behaviour.accessTokenSeconds,
      ClientCredentials: () => behaviour.accessTokenSeconds,
      AuthorizationCode: 600,
      IdToken: 3600,
      Interaction: 3600,
      Session: day,
      RefreshToken: 90 * day,
      Grant: 365 * day,
    },
    findAccount: (_ctx, objectId, token) => {
      const user = directory.byObjectId(objectId);
      if (user === undefined) return undefined;
      if (token?.kind === 'RefreshToken' && directory.mustInteract(objectId)) throw new errors.InteractionRequired();
      const { address } = user;
      const claims = {
        sub: objectId,
        oid: objectId,
        tid: directory.tenant,
        name: address,
        preferred_username: address,
        upn: address,
        email: address,
      };
      return { accountId: objectId, claims: () => claims };
    },
    loadExistingGrant: async (ctx) => {
      const { session, client } = ctx.oidc;
      const grantId = ctx.oidc.result?.consent?.grantId ?? directory.consentOf(session?.accountId ?? '', client?.clientId ?? '');
      return grantId === undefined ? undefined : await ctx.oidc.provider.Grant.find(grantId);
    },
    assertJwtClientAuthClaimsAndHeader: (_ctx, _claims, header, client) => {
      const certificate = applications.find(client.clientId)?.certificate;
      const isTheRegisteredOne = certificate !== undefined && header['x5t#S256'] === thumbprintOf(certificate);
      if (!isTheRegisteredOne) throw new errors.InvalidClientAuth('certificate not registered');
    },
    renderError: (ctx, { error, error_description: description }) => {
      ctx.type = 'html';
      ctx.body = errorPage(`${error}: ${description ?? 'no more is known'}`);
    },
  };
}

/** Consent is asked for when something was not agreed to yet, though the protocol wants `prompt=consent` for `offline_access`. */
function askOnce(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('consent_prompt');
  return policy;
}

/** Below the name that the tenant was called by, which may be `common`. */
function signInUrl(authorizationUrl: string, uid: string): string {
  return `${new URL(authorizationUrl).pathname.replace(routes.authorization, routes.signIn)}/${uid}`;
}
