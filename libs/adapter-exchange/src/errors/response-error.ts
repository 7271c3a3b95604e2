import { mailErrors } from '@mailroom/contract';
import { MailError, type MailErrorOptions } from '@mailroom/mail-adapter';
import type { XmlElement } from '../wire/xml-element';
import { meaningOf } from './response-codes';
import { boundedWait } from './server-wait';

/** The server opens the mailbox by its primary address alone, and has said which that is. */
export class NonPrimaryAddress extends MailError {
  constructor(
    readonly primaryAddress: string,
    options: MailErrorOptions,
  ) {
    super('address-not-primary', { ...options, message: `The mailbox’s primary address is ${primaryAddress}.` });
  }
}

/** Too many messages were sent; the rate is of messages a minute (MessageRateLimit), and the server names no time. */
const overRate = new Set(['ErrorMessageSubmissionBlocked', 'ErrorSubmissionQuotaExceeded']);
const rateMinuteMs = 60_000;

/**
 * The error of a response message or of a SOAP fault's detail; `null` when it reports none.
 * Busy comes in disguise too: as the inner error of an ErrorInternalServerError.
 */
export function responseError(message: XmlElement): MailError | null {
  const responseCode = message.textOf('ResponseCode')?.trim() ?? '';
  if (responseCode === '' || responseCode === 'NoError') return null;
  const values = new Map((message.child('MessageXml')?.children ?? []).map(({ attributes, text }) => [attributes['Name'], text.trim()]));
  const inner = values.get('InnerErrorResponseCode');
  const serverCode = inner === 'ErrorServerBusy' ? inner : responseCode;
  const backOff = values.get('BackOffMilliseconds') ?? '';
  // A response message says it in `MessageText`, a fault's detail in `Message`.
  const text = (message.textOf('MessageText') ?? message.textOf('Message') ?? '').trim();
  const code = meaningOf(serverCode);
  const options = {
    message: `${text === '' ? mailErrors[code].title : text} (${serverCode})`,
    serverCode,
    ...(overRate.has(serverCode) && { retryAfterMs: rateMinuteMs }),
    ...(/^\d+$/.test(backOff) && { retryAfterMs: boundedWait(Number(backOff)) }),
  };
  const primary = code === 'address-not-primary' ? [...values.values()].find((value) => /^[^\s@<>]+@[^\s@<>]+$/.test(value)) : undefined;
  return primary === undefined ? new MailError(code, options) : new NonPrimaryAddress(primary, options);
}

/** The error of a SOAP fault, by which the server refuses the whole request. */
export function faultError(fault: XmlElement): MailError {
  const detail = fault.child('detail') ?? fault.child('Detail');
  const known = detail && responseError(detail);
  if (known?.serverCode === 'ErrorAccessDenied')
    return new MailError('client-blocked', { message: known.message, serverCode: known.serverCode });
  if (known) return known;
  const text = (fault.textOf('faultstring') ?? fault.textOf('Reason', 'Text') ?? '').trim();
  return new MailError('protocol-error', { message: `The mail server refused the request: ${text === '' ? 'no reason given' : text}` });
}
