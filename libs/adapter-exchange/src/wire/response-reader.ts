import { MailError } from '@mailroom/mail-adapter';
import { SaxesParser } from 'saxes';
import { ElementTree } from './element-tree';
import { MimeCutter } from './mime-cutter';
import { ResponseTooLarge } from './response-too-large';
import { inUtf8 } from './utf8-body';
import type { XmlElement } from './xml-element';

/** What a document that is cut in the wrong place looks like; a stray character or entity spoils nothing. */
const structural = /tag|attribute|unexpected end|incorrect syntax/;

/** Of one response message: the MIME and the XML around it. */
const maxMessageBytes = 256 * 1_048_576;

/**
 * Reads SOAP envelopes from a response whose bytes arrive cut anywhere; a stream of notifications is many envelopes.
 * Gives each response message, `ServerVersionInfo` and `Fault` once complete, so memory holds one message at a time.
 * @throws MailError `protocol-error` when it is no XML, or ends in the middle; `ResponseTooLarge`
 */
export async function* readResponse(body: AsyncIterable<Buffer>): AsyncGenerator<XmlElement> {
  const tree = new ElementTree();
  const parser = new SaxesParser({ fragment: true, xmlns: false });
  parser.on('error', ({ message }) => {
    if (structural.test(message))
      throw new MailError('protocol-error', { message: `The mail server’s answer is not valid XML (${message})` });
  });
  parser.on('opentag', ({ name, attributes }) => tree.open(name, attributes));
  parser.on('text', (text) => tree.text(text));
  parser.on('cdata', (text) => tree.text(text));
  parser.on('closetag', () => tree.close());
  const cutter = new MimeCutter({
    xml: (text) => void parser.write(text),
    isAtMimeContent: () => tree.isAtMimeContent,
    mimeContent: (content) => tree.mimeContent(content),
  });

  let pending = 0;
  for await (const chunk of inUtf8(body)) {
    cutter.write(chunk);
    pending = tree.hasComplete ? 0 : pending + chunk.length;
    if (pending > maxMessageBytes) throw new ResponseTooLarge(`is larger than ${maxMessageBytes / 1_048_576} MB`);
    yield* tree.takeComplete();
  }
  cutter.end();
  parser.close();
  yield* tree.takeComplete();
  if (!tree.sawEnvelope) throw new MailError('protocol-error', { message: 'The mail server’s answer holds no SOAP envelope.' });
}
