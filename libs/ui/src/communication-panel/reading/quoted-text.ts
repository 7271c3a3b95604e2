/** A run of lines of a text message: the writer's own (`depth` 0), or a quotation, the deeper the older. */
export interface TextBlock {
  depth: number;
  text: string;
}

/** Splits a text message where the depth of its `>` marks changes (RFC 3676, section 4.5), and takes the marks away. */
export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const line of text.replace(/\r\n?/g, '\n').trimEnd().split('\n')) {
    const marks = /^(?:> ?)+/.exec(line)?.[0] ?? '';
    const depth = marks.replaceAll(' ', '').length;
    const own = line.slice(marks.length);
    const last = blocks.at(-1);
    if (last?.depth === depth) last.text += `\n${own}`;
    else blocks.push({ depth, text: own });
  }
  return blocks;
}

/** A piece of text, or an address in it that can be followed. */
export interface TextPiece {
  text: string;
  href: string | null;
}

/** Finds the web addresses in a text; punctuation after them is the sentence's. */
export function linkedText(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'’”]/g)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), href: null });
    pieces.push({ text: match[0], href: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), href: null });
  return pieces;
}
