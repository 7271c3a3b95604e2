import { sealContext } from '../security/sealed-columns';

/** Say what a sealed secret of a provider belongs to. */
export const clientSecretContext = (providerId: string): string =>
  sealContext({ table: 'mail_provider', column: 'client_secret' }, providerId);
export const privateKeyContext = (providerId: string): string => sealContext({ table: 'mail_provider', column: 'private_key' }, providerId);
