/** Paths below a tenant's, as Microsoft's are. */
export const routes = {
  authorization: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  jwks: '/discovery/v2.0/keys',
  signIn: '/sign-in',
};
