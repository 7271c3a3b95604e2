import { type AuthMethod, type ServiceType } from '@mailroom/contract';

/** What a service type is called on the screens. */
export function serviceTypeLabel(serviceType: ServiceType): string {
  switch (serviceType) {
    case 'exchange':
      return $localize`:@@mailroom.service-type.exchange:Exchange`;
    case 'microsoft365':
      return $localize`:@@mailroom.service-type.microsoft365:Microsoft 365`;
    case 'imap':
      return $localize`:@@mailroom.service-type.imap:IMAP and SMTP`;
  }
}

/** What an authentication method is called on the screens. */
export function authMethodLabel(authMethod: AuthMethod): string {
  switch (authMethod) {
    case 'basic':
      return $localize`:@@mailroom.auth-method.basic:Basic`;
    case 'ntlm':
      return $localize`:@@mailroom.auth-method.ntlm:NTLM (Windows)`;
    case 'oauth2':
      return $localize`:@@mailroom.auth-method.oauth2:OAuth 2.0`;
  }
}
