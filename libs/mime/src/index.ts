export { findPart, readableParts } from './body-parts';
export { decodeText } from './decode-text';
export { HeaderList, type HeaderField } from './header-list';
export { type Address, type AttachmentInfo, type MimePart, type ParsedMessage, type TransferEncoding } from './message';
export { parseMessage } from './parse-message';
export { preview } from './preview';
export { searchableText } from './searchable-text';
export { decodePart } from './transfer-decoding';
