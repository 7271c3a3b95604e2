/** How a message begins that is signed: room to write in, and the signature below it. '' for no signature. */
export function signed(signature: string): string {
  return signature.trim() === '' ? '' : `\n\n${signature.trimEnd()}`;
}

/** The text with another account's signature, where the one that it was begun with still stands in it. */
export function signedOver(text: string, before: string, after: string): string {
  if (text.trim() === '') return signed(after);
  return before.trim() === '' ? text : text.replace(before.trimEnd(), () => after.trimEnd());
}
