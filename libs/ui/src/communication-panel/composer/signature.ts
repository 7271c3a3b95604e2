import { htmlOfText } from './html-of-text';

/** How a message begins that is signed: room to write in, and the signature below it. '' for no signature. */
export function signed(signature: string): string {
  return signature.trim() === '' ? '' : `<p></p>${signatureHtml(signature)}`;
}

/** The text with another account's signature, where the one that it was begun with still stands in it. */
export function signedOver(html: string, before: string, after: string): string {
  if (html.replaceAll(/<\/?p>/g, '').trim() === '') return signed(after);
  return before.trim() === '' ? html : html.replace(signatureHtml(before), () => (after.trim() === '' ? '' : signatureHtml(after)));
}

function signatureHtml(signature: string): string {
  return htmlOfText(signature.trim());
}
