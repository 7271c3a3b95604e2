/** Bytes of a percent-encoded latin1 string (RFC 2231, 4); a '%' that starts no escape stays. */
export function percentDecode(text: string): Buffer {
  return Buffer.from(
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
