import { ResponseError, SoapFault } from '../soap/errors';
import { type Fault } from './fault';

const busy = 'The server cannot service this request right now. Try again later.';

/** What a request is refused with as a whole; undefined for a fault that is no matter of SOAP. */
export function asSoapFault({ kind, milliseconds }: Fault): SoapFault | undefined {
  if (kind === 'server-busy') return new SoapFault('ErrorServerBusy', busy, { BackOffMilliseconds: String(milliseconds) });
  if (kind !== 'impersonation-denied') return undefined;
  return new SoapFault('ErrorImpersonateUserDenied', 'The account does not have permission to impersonate the requested user.');
}

/** Busy as a server says it whose schema had no better word: inside the error of a response message. */
export function asResponseError({ milliseconds }: Fault): ResponseError {
  return new ResponseError('ErrorInternalServerError', 'An internal server error occurred. The operation failed.', {
    InnerErrorMessageText: busy,
    InnerErrorResponseCode: 'ErrorServerBusy',
    InnerErrorDescriptiveLinkKey: '0',
    BackOffMilliseconds: String(milliseconds),
  });
}
