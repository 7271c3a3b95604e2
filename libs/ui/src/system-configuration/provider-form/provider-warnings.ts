import { type ProviderWarning } from '@mailroom/contract';
import { localizeByCode } from '../../i18n/localize-problem';

const ofAuthentication = 'basic-authentication-deprecated';

/** The warnings that stand beside the server's address, in the user's language. */
export function warningsOfService(warnings: readonly ProviderWarning[]): ProviderWarning[] {
  return warnings.filter(({ code }) => code !== ofAuthentication).map(localized);
}

/** Those that stand beside the choice of authentication. */
export function warningsOfAuthentication(warnings: readonly ProviderWarning[]): ProviderWarning[] {
  return warnings.filter(({ code }) => code === ofAuthentication).map(localized);
}

function localized({ code, message }: ProviderWarning): ProviderWarning {
  return { code, message: localizeByCode(code, message) };
}
