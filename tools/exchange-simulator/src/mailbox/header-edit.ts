import { endOfHeader } from './message-summary';

/** The message with fields put before its header. The rest stays byte for byte. */
export function withFields(mime: Buffer, fields: readonly string[]): Buffer {
  const lineBreak = mime.subarray(0, endOfHeader(mime)).includes('\r\n') ? '\r\n' : '\n';
  return fields.length === 0 ? mime : Buffer.concat([Buffer.from(fields.map((field) => field + lineBreak).join('')), mime]);
}

/** The message without any field of that name (lower case), folded lines included. */
export function withoutField(mime: Buffer, name: string): Buffer {
  const end = endOfHeader(mime) ?? mime.length;
  // Latin-1 maps every byte to one character and back.
  const header = mime.toString('latin1', 0, end);
  const without = header.replace(new RegExp(`^${name}[ \\t]*:[^\\n]*\\n(?:[ \\t][^\\n]*\\n)*`, 'gim'), '');
  return without === header ? mime : Buffer.concat([Buffer.from(without, 'latin1'), mime.subarray(end)]);
}
