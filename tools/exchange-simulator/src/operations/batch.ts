import { type ResponseWriter } from '../soap/response-writer';
import { type XmlElement } from '../soap/xml-element';

/** Errors that the rest of a batch would meet as well, which is therefore not processed (ResponseCode: ErrorBatchProcessingStopped). */
const stopping: ReadonlySet<string> = new Set([
  'ErrorAccessDenied',
  'ErrorAccountDisabled',
  'ErrorADUnavailable',
  'ErrorADOperation',
  'ErrorConnectionFailed',
  'ErrorMailboxStoreUnavailable',
  'ErrorMailboxMoveInProgress',
  'ErrorPasswordChangeRequired',
  'ErrorPasswordExpired',
  'ErrorQuotaExceeded',
  'ErrorInsufficientResources',
]);

/** Answers every element of a batch by a response message of its own, as {@link ResponseWriter.message} does. */
export function answerEach(
  operation: string,
  batch: XmlElement,
  out: ResponseWriter,
  answer: (element: XmlElement) => void,
  onError = '',
): void {
  let isStopped = false;
  for (const element of batch.children) {
    if (isStopped) {
      const name = `m:${operation}ResponseMessage`;
      out.raw(`<${name} ResponseClass="Warning">`).refusal('ErrorBatchProcessingStopped', 'The batch was not processed any further.');
      out.raw(`${onError}</${name}>`);
      continue;
    }
    const errors = out.errorCodes.length;
    out.message(operation, () => answer(element), onError);
    isStopped = stopping.has(out.errorCodes[errors] ?? '');
  }
}
