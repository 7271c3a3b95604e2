import * as z from 'zod';

/** What an administrator should know of a provider that works all the same. */
export const providerWarningSchema = z.object({ code: z.string(), message: z.string() });
export type ProviderWarning = z.infer<typeof providerWarningSchema>;

const messages = {
  'basic-authentication-deprecated':
    'Microsoft is deprecating Basic authentication, because it is obsolete and insecure. Set up OAuth 2.0, so that you do not lose access to your mailboxes.',
  // Microsoft message center, MC1227454.
  'ews-end-of-life':
    'Microsoft 365 is reached through Exchange Web Services, which Microsoft switches off on 1 April 2027. Since 1 October 2026 the tenant’s administrator must allow the application to use them.',
  'exchange-online-address':
    'This is the address of Microsoft 365, which accepts no user names and passwords. Choose the service type “Microsoft 365”.',
} as const;

export type ProviderWarningCode = keyof typeof messages;
export const providerWarningCodes = Object.keys(messages) as ProviderWarningCode[];

export const providerWarning = (code: ProviderWarningCode): ProviderWarning => ({ code, message: messages[code] });

/** Where Exchange Online answers, also in the national clouds. */
const exchangeOnline =
  /^(outlook\.office(365)?\.com|outlook\.office365\.us|outlook-dod\.office365\.us|partner\.outlook\.cn|(.+\.)?outlook\.com)(:\d+)?$/;

/**
 * The warnings of a provider, as it stands or as it is being entered: its service type's, and those of its own settings.
 * @param offered the warnings that come with the service type: see `ServiceTypeOffer`
 */
export function warningsOf(
  { serviceType, serviceAddress, authMethod }: { serviceType: string; serviceAddress: string; authMethod: string },
  offered: readonly ProviderWarning[],
): ProviderWarning[] {
  const isOnline = serviceType === 'exchange' && exchangeOnline.test(serviceAddress);
  return [
    ...offered,
    ...(isOnline ? [providerWarning('exchange-online-address'), providerWarning('ews-end-of-life')] : []),
    ...(authMethod === 'basic' ? [providerWarning('basic-authentication-deprecated')] : []),
  ];
}
