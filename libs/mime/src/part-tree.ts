import { decodeHeaderText } from './encoded-words';
import { HeaderList } from './header-list';
import { limits } from './limits';
import { type MimePart, type TransferEncoding } from './message';
import { parseParameters } from './parameters';
import { delimitedRanges } from './boundaries';

interface TreeState {
  bytes: Buffer;
  defects: string[];
  parts: number;
}

/** Parses the tree of parts of a message. Each multipart is searched for its own boundary only within its own bytes. */
export function parsePartTree(bytes: Buffer, defects: string[]): { root: MimePart; headers: HeaderList } {
  const state: TreeState = { bytes, defects, parts: 0 };
  const { headers, bodyStart } = readHeaders(state, 0, bytes.length);
  const root = createPart(state, headers, '', 0, bodyStart, bytes.length);
  addChildren(state, root, 1);
  return { root, headers };
}

function addChildren(state: TreeState, part: MimePart, depth: number): void {
  if (!part.contentType.startsWith('multipart/')) return;
  const boundary = part.parameters['boundary'] ?? '';
  if (boundary === '') {
    // RFC 2046, 5.1.1 demands one; what stands there is then best read as text.
    state.defects.push('multipart without a boundary');
    part.contentType = 'text/plain';
    return;
  }
  if (depth > limits.depth) {
    state.defects.push(`parts nested deeper than ${limits.depth}`);
    return;
  }
  const { ranges, isClosed } = delimitedRanges(state.bytes, part.bodyStart, part.bodyEnd, boundary, limits.parts - state.parts + 1);
  if (!isClosed) state.defects.push('multipart without its closing boundary');
  for (const { start, end } of ranges) {
    if (state.parts >= limits.parts) {
      state.defects.push(`more than ${limits.parts} parts`);
      return;
    }
    const { headers, bodyStart } = readHeaders(state, start, end);
    const path = `${part.path}${part.path === '' ? '' : '.'}${part.children.length + 1}`;
    const child = createPart(state, headers, path, start, bodyStart, end);
    part.children.push(child);
    addChildren(state, child, depth + 1);
  }
}

/** Reads the header block that begins at `start`; the body begins after the first empty line. */
function readHeaders(state: TreeState, start: number, end: number): { headers: HeaderList; bodyStart: number } {
  const { bytes, defects } = state;
  let line = start;
  let bodyStart = end;
  while (line < end) {
    if (bytes[line] === 0x0a) {
      bodyStart = line + 1;
      break;
    }
    if (bytes[line] === 0x0d && bytes[line + 1] === 0x0a && line + 1 < end) {
      bodyStart = line + 2;
      break;
    }
    const newline = bytes.indexOf(0x0a, line);
    line = newline < 0 ? end : newline + 1;
  }
  let headerEnd = Math.min(line, end);
  if (headerEnd - start > limits.headerBlock) {
    defects.push(`header block larger than ${limits.headerBlock} bytes`);
    headerEnd = start + limits.headerBlock;
  }
  return { headers: new HeaderList(bytes.toString('latin1', start, headerEnd), defects), bodyStart };
}

function createPart(
  state: TreeState,
  headers: HeaderList,
  path: string,
  headerStart: number,
  bodyStart: number,
  bodyEnd: number,
): MimePart {
  state.parts++;
  const type = parseParameters(headers.raw('content-type') ?? '', state.defects);
  const disposition = parseParameters(headers.raw('content-disposition') ?? '', state.defects);
  const filename = disposition.parameters['filename'] || type.parameters['name'] || null;
  return {
    path,
    contentType: mediaType(type.value) ?? (isAttachment(disposition.value) ? 'application/octet-stream' : 'text/plain'),
    parameters: type.parameters,
    charset: type.parameters['charset']?.toLowerCase() || null,
    encoding: transferEncoding(headers.raw('content-transfer-encoding') ?? ''),
    disposition: disposition.value === '' ? null : isAttachment(disposition.value) ? 'attachment' : 'inline',
    filename,
    contentId: contentId(headers.raw('content-id')),
    headerStart,
    bodyStart,
    bodyEnd,
    children: [],
  };
}

function isAttachment(disposition: string): boolean {
  return disposition !== '' && !disposition.startsWith('inline');
}

/** `type/subtype`, or null when the field holds none (RFC 2045, 5.2). */
function mediaType(value: string): string | null {
  return /^[^\s/;()"]+\/[^\s/;()"]+/.exec(value)?.[0] ?? null;
}

function transferEncoding(raw: string): TransferEncoding {
  const name = /^"?([a-z0-9-]*)/i.exec(raw)?.[1]?.toLowerCase() ?? '';
  switch (name) {
    case 'base64':
    case 'quoted-printable':
      return name;
    case 'uuencode':
    case 'x-uuencode':
    case 'x-uue':
      return 'uuencode';
    default:
      return 'identity';
  }
}

function contentId(raw: string | null): string | null {
  if (raw === null) return null;
  const id = decodeHeaderText(raw).replace(/^<|>$/g, '').trim();
  return id === '' ? null : id;
}
