import { MailError } from '@mailroom/mail-adapter';
import type { XmlElement } from '../wire/xml-element';
import { xmlText } from '../wire/xml-text';
import type { Place } from './place';

/** What Autodiscover says of an address. */
export type Settings = { ewsUrl: string } | { redirectUrl: string } | { redirectAddress: string };

const soapNamespace = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
const plainNamespace = 'http://schemas.microsoft.com/exchange/autodiscover/outlook';

const declaration = '<?xml version="1.0" encoding="utf-8"?>';

/** GetUserSettings (MS-OXWSADISC 3.1.4.1), or plain XML (MS-OXDSCLI 2.2.3). */
export function requestFor({ method, url }: Place, emailAddress: string): string {
  if (method === 'pox') {
    const address = xmlText(emailAddress);
    return `${declaration}<Autodiscover xmlns="${plainNamespace}/requestschema/2006"><Request><EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>${plainNamespace}/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`;
  }
  return userSettingsRequest(url, [emailAddress], ['ExternalEwsUrl', 'InternalEwsUrl']);
}

/** GetUserSettings (MS-OXWSADISC 3.1.4.1) for several mailboxes. */
export function userSettingsRequest({ href }: URL, addresses: readonly string[], settings: readonly string[]): string {
  const users = addresses.map((address) => `<a:User><a:Mailbox>${xmlText(address)}</a:Mailbox></a:User>`).join('');
  return (
    `${declaration}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="${soapNamespace}" xmlns:w="http://www.w3.org/2005/08/addressing">` +
    `<s:Header><a:RequestedServerVersion>Exchange2010</a:RequestedServerVersion><w:Action>${soapNamespace}/Autodiscover/GetUserSettings</w:Action>` +
    `<w:To>${xmlText(href)}</w:To></s:Header><s:Body><a:GetUserSettingsRequestMessage><a:Request><a:Users>${users}</a:Users>` +
    `<a:RequestedSettings>${settings.map((name) => `<a:Setting>${name}</a:Setting>`).join('')}</a:RequestedSettings></a:Request>` +
    `</a:GetUserSettingsRequestMessage></s:Body></s:Envelope>`
  );
}

/** @throws MailError `mailbox-not-found`, `not-exchange`, `endpoint-not-found` */
export function settingsOf({ method }: Place, document: XmlElement): Settings {
  return method === 'soap' ? soapSettings(document) : plainSettings(document);
}

function soapSettings(envelope: XmlElement): Settings {
  const response = envelope.at('Body', 'GetUserSettingsResponseMessage', 'Response');
  const user = response?.at('UserResponses', 'UserResponse');
  if (!response || !user) throw new MailError('not-exchange');
  const target = user.textOf('RedirectTarget')?.trim() ?? '';
  switch (user.textOf('ErrorCode')?.trim()) {
    case 'NoError': {
      const settings = user.child('UserSettings')?.children ?? [];
      const valueOf = (name: string): string | undefined =>
        settings
          .find((setting) => setting.textOf('Name')?.trim() === name)
          ?.textOf('Value')
          ?.trim();
      return withEws(valueOf('ExternalEwsUrl') ?? valueOf('InternalEwsUrl'));
    }
    case 'RedirectUrl':
      return { redirectUrl: target };
    case 'RedirectAddress':
      return { redirectAddress: target };
    default:
      throw new MailError('mailbox-not-found');
  }
}

/** MS-OXDSCLI 2.2.4.1: EXPR is what is reached from outside, EXCH from inside. */
const protocols = ['EXPR', 'EXHTTP', 'EXCH'];

function plainSettings(document: XmlElement): Settings {
  const response = document.child('Response');
  if (document.name !== 'Autodiscover' || !response) throw new MailError('not-exchange');
  const account = response.child('Account');
  if (!account) throw new MailError('mailbox-not-found');
  switch (account.textOf('Action')?.trim()) {
    case 'redirectUrl':
      return { redirectUrl: account.textOf('RedirectUrl')?.trim() ?? '' };
    case 'redirectAddr':
      return { redirectAddress: account.textOf('RedirectAddr')?.trim() ?? '' };
    default: {
      const urls = protocols.map((type) =>
        account.children
          .find((child) => child.name === 'Protocol' && child.textOf('Type')?.trim() === type)
          ?.textOf('EwsUrl')
          ?.trim(),
      );
      return withEws(urls.find((url) => url !== undefined));
    }
  }
}

function withEws(ewsUrl: string | undefined): Settings {
  if (ewsUrl === undefined || ewsUrl === '') throw new MailError('endpoint-not-found');
  return { ewsUrl };
}
