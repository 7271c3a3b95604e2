import { type HttpEvent, HttpEventType } from '@angular/common/http';
import { concatMap, filter, from, map, type Observable, scan } from 'rxjs';

/**
 * The values of an answer in newline-delimited JSON, each as soon as its line is whole. For a request with
 * `{ observe: 'events', reportProgress: true, responseType: 'text' }`, whose progress brings the text so far.
 */
export function ndjson<Value>(events: Observable<HttpEvent<string>>): Observable<Value> {
  return events.pipe(
    map(textSoFar),
    filter((text) => text !== null),
    scan((read, { text, ended }) => linesAfter(read.length, text, ended), { length: 0, lines: [] as string[] }),
    concatMap(({ lines }) => from(lines)),
    map((line) => JSON.parse(line) as Value),
  );
}

function textSoFar(event: HttpEvent<string>): { text: string; ended: boolean } | null {
  if (event.type === HttpEventType.Response) return { text: event.body ?? '', ended: true };
  if (event.type !== HttpEventType.DownloadProgress) return null;
  return { text: event.partialText ?? '', ended: false };
}

/** What follows the part that has been read; a line without its end waits, unless nothing follows it. */
function linesAfter(read: number, text: string, ended: boolean): { length: number; lines: string[] } {
  const length = ended ? text.length : Math.max(read, text.lastIndexOf('\n') + 1);
  return {
    length,
    lines: text
      .slice(read, length)
      .split('\n')
      .filter((line) => line.trim() !== ''),
  };
}
