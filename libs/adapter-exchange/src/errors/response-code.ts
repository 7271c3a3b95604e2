import type { MailErrorCode } from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';
import type { XmlElement } from '../wire/xml-element';

/**
 * What the server's response codes mean.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/responsecode
 */
const meanings: Record<MailErrorCode, readonly string[]> = {
  throttled: [
    'ErrorServerBusy',
    'ErrorExceededConnectionCount',
    'ErrorExceededSubscriptionCount',
    'ErrorTooManyObjectsOpened',
    'ErrorMessageSubmissionBlocked',
  ],
  unavailable: [
    'ErrorInternalServerError',
    'ErrorInternalServerTransientError',
    'ErrorBatchProcessingStopped',
    'ErrorMailboxStoreUnavailable',
    'ErrorMailboxMoveInProgress',
    'ErrorMailboxFailover',
    'ErrorConnectionFailed',
    'ErrorADOperation',
    'ErrorADUnavailable',
    'ErrorNotEnoughMemory',
    'ErrorInsufficientResources',
    'ErrorNoRespondingCASInDestinationSite',
    'ErrorProxyRequestNotAllowed',
    'ErrorProxyRequestProcessingFailed',
  ],
  timeout: ['ErrorTimeoutExpired'],
  'authentication-failed': ['ErrorPasswordExpired', 'ErrorPasswordChangeRequired', 'ErrorTokenSerializationDenied'],
  'authorization-denied': [
    'ErrorAccessDenied',
    'ErrorAccountDisabled',
    'ErrorMailboxLogonFailed',
    'ErrorImpersonateUserDenied',
    'ErrorImpersonationDenied',
    'ErrorImpersonationFailed',
  ],
  'mailbox-not-found': [
    'ErrorNonExistentMailbox',
    'ErrorNonPrimarySmtpAddress',
    'ErrorInvalidSmtpAddress',
    'ErrorMailboxConfiguration',
    'ErrorMissingEmailAddress',
  ],
  'unsupported-version': ['ErrorInvalidServerVersion', 'ErrorIncorrectSchemaVersion'],
  'send-rejected': [
    'ErrorInvalidRecipients',
    'ErrorMissingRecipients',
    'ErrorSendAsDenied',
    'ErrorExceededMaxRecipientLimit',
    'ErrorMessageBlocked',
    'ErrorMessageSizeExceeded',
    'ErrorMimeContentInvalid',
    'ErrorMimeContentInvalidBase64String',
    'ErrorQuotaExceeded',
  ],
  'cursor-invalid': ['ErrorInvalidSyncStateData'],
  'item-not-found': [
    'ErrorItemNotFound',
    'ErrorInvalidId',
    'ErrorInvalidIdMalformed',
    'ErrorFolderNotFound',
    'ErrorSyncFolderNotFound',
    'ErrorParentFolderNotFound',
  ],
  'item-unreadable': [
    'ErrorItemCorrupt',
    'ErrorCorruptData',
    'ErrorContentConversionFailed',
    'ErrorMimeContentConversionFailed',
    'ErrorUnsupportedMimeConversion',
  ],
  'subscription-lost': [
    'ErrorSubscriptionNotFound',
    'ErrorInvalidSubscription',
    'ErrorExpiredSubscription',
    'ErrorSubscriptionUnsubscribed',
    'ErrorInvalidWatermark',
    'ErrorReadEventsFailed',
  ],
  'connection-refused': [],
  'connection-lost': [],
  'protocol-error': [],
  'tls-untrusted': [],
  'tls-name-mismatch': [],
  'tls-expired': [],
  'tls-failed': [],
  'host-not-found': [],
  'network-forbidden': [],
  'not-exchange': [],
  'endpoint-not-found': [],
};

const codes = new Map(
  Object.entries(meanings).flatMap(([code, responseCodes]) => responseCodes.map((responseCode) => [responseCode, code as MailErrorCode])),
);

/**
 * The error of a response message or of a SOAP fault's detail; `null` when it reports none.
 * Busy comes in disguise too: as the inner error of an ErrorInternalServerError.
 */
export function responseError(message: XmlElement): MailError | null {
  const responseCode = message.textOf('ResponseCode')?.trim() ?? '';
  if (responseCode === '' || responseCode === 'NoError') return null;
  const values = message.child('MessageXml')?.children ?? [];
  const valueOf = (name: string): string | undefined => values.find((value) => value.attributes['Name'] === name)?.text;
  const inner = valueOf('InnerErrorResponseCode');
  const serverCode = inner === 'ErrorServerBusy' ? inner : responseCode;
  const backOff = Number(valueOf('BackOffMilliseconds') ?? Number.NaN);
  const text = message.textOf('MessageText')?.trim() ?? '';
  return new MailError(codes.get(serverCode) ?? 'protocol-error', {
    message: text === '' ? `The mail server answered ${serverCode}.` : `${text} (${serverCode})`,
    serverCode,
    ...(backOff >= 0 && { retryAfterMs: backOff }),
  });
}

/** The error of a SOAP fault. */
export function faultError(fault: XmlElement): MailError {
  const detail = fault.child('detail') ?? fault.child('Detail');
  const known = detail && responseError(detail);
  if (known) return known;
  const text = (fault.textOf('faultstring') ?? fault.textOf('Reason', 'Text') ?? '').trim();
  return new MailError('protocol-error', { message: `The mail server refused the request: ${text === '' ? 'no reason given' : text}` });
}
