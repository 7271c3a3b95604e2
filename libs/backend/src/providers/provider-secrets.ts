/** Say what a sealed secret of a provider belongs to. */
export const clientSecretContext = (providerId: string): string => `mail_provider.client_secret:${providerId}`;
export const privateKeyContext = (providerId: string): string => `mail_provider.private_key:${providerId}`;
