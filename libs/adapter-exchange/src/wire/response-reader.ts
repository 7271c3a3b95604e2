import { MailError } from '@mailroom/mail-adapter';
import { EnvelopeReader } from './envelope-reader';
import { Utf8Input } from './utf8-input';
import type { XmlElement } from './xml-element';

/**
 * Reads SOAP envelopes from a response whose bytes arrive cut anywhere; a stream of notifications is many envelopes, and
 * holds no parser while it waits for the next: thousands of them wait.
 * @throws MailError `protocol-error` when it is no XML, or ends in the middle; `ResponseTooLarge`
 */
export async function* readResponse(body: AsyncIterable<Buffer>): AsyncGenerator<XmlElement> {
  const input = new Utf8Input();
  let reader: EnvelopeReader | null = new EnvelopeReader();
  let hasEnvelope = false;
  for await (const chunk of body) {
    reader ??= new EnvelopeReader();
    for (const element of reader.read(input.take(chunk))) yield element;
    hasEnvelope ||= reader.hasEnvelope;
    if (reader.isBetweenEnvelopes) reader = null;
  }
  if (!reader) return;
  for (const element of [...reader.read(input.end()), ...reader.end()]) yield element;
  if (!hasEnvelope) throw new MailError('protocol-error', { message: 'The mail server’s answer holds no SOAP envelope.' });
}
