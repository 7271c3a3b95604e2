import { decodeText, preview, searchableText } from '@mailroom/mime';
import { escapeXml } from '../soap/xml-text';
import { type ResponseWriter } from '../soap/response-writer';
import { type ItemView } from './item-view';
import { type BodyType } from './property';

/** Writes the message's text as HTML or as plain text, converted when it has only the other. */
export function writeBody(out: ResponseWriter, element: string, view: ItemView, bodyType: BodyType): void {
  const { bytes, message } = view;
  const isHtml = bodyType === 'HTML' || (bodyType === 'Best' && message.htmlPart !== null);
  const text = isHtml
    ? message.htmlPart === null
      ? `<html><body><pre>${escapeXml(plainText(view))}</pre></body></html>`
      : decodeText(bytes, message.htmlPart)
    : plainText(view);
  out.raw(`<${element} BodyType="${isHtml ? 'HTML' : 'Text'}">${escapeXml(text)}</${element}>`);
}

/** The first words of the text, at most 256 characters (MS-OXWSCORE_R1055). */
export function previewText(view: ItemView): string {
  return preview(searchableText(view.bytes, view.message), 256);
}

function plainText({ bytes, message }: ItemView): string {
  return message.textPart === null ? searchableText(bytes, message) : decodeText(bytes, message.textPart);
}
