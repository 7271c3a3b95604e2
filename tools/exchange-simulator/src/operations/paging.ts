import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';

/** A page of a listing, and the attributes of its root element that say where it stands. */
export interface Page<T> {
  readonly entries: readonly T[];
  readonly attributes: string;
}

/** Reads an `IndexedPageItemView` or `IndexedPageFolderView`; without one, everything is one page. */
export function readPaging(request: XmlElement, kind: 'Item' | 'Folder'): <T>(entries: readonly T[]) => Page<T> {
  const view = request.child(`IndexedPage${kind}View`);
  const most = Number(view?.attribute('MaxEntriesReturned') ?? Number.MAX_SAFE_INTEGER);
  const offset = view === undefined ? 0 : Number(view.requiredAttribute('Offset'));
  const isFromEnd = view?.requiredAttribute('BasePoint', ['Beginning', 'End']) === 'End';
  return (entries) => {
    if (!(most > 0)) throw new ResponseError('ErrorInvalidPagingMaxRows', 'The maximum number of rows must be greater than 0.');
    if (!(offset >= 0)) throw new ResponseError('ErrorInvalidIndexedPagingParameters', 'The offset must not be negative.');
    const start = isFromEnd ? Math.max(0, entries.length - offset - most) : Math.min(offset, entries.length);
    const end = isFromEnd ? Math.max(0, entries.length - offset) : Math.min(entries.length, start + most);
    const isLast = isFromEnd ? start === 0 : end === entries.length;
    const next = isFromEnd ? entries.length - start : end;
    return {
      entries: entries.slice(start, end),
      attributes: ` IndexedPagingOffset="${next}" TotalItemsInView="${entries.length}" IncludesLastItemInRange="${isLast}"`,
    };
  };
}
