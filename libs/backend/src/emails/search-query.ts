/** What somebody typed into a search field, taken apart. */
export interface SearchQuery {
  /** What is left to be looked for as words. */
  text: string;
  /** Words of the sender's name or address. */
  from: string[];
  /** Words of a recipient's. */
  to: string[];
  /** In milliseconds since 1970: received before. */
  before?: number;
  /** Received then or later. */
  after?: number;
  hasAttachments?: boolean;
  isRead?: boolean;
  /** Names, paths or roles of folders. */
  folders: string[];
}

/** A filter's name, a colon, and a word or a quoted text. */
const filter = /(^|\s)(from|to|before|after|since|has|is|in):("[^"]*"|\S+)/gi;

const aDay = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;

/** Finds the filters among what was typed. What is no filter, or one that nobody understands, stays text: nothing is an error. */
export function parseSearch(typed: string): SearchQuery {
  const query: SearchQuery = { text: '', from: [], to: [], folders: [] };
  const text = typed.replace(filter, (whole: string, gap: string, name: string, quoted: string) => {
    const value = quoted.replaceAll('"', '').trim();
    return value !== '' && apply(query, name.toLowerCase(), value) ? gap : whole;
  });
  return { ...query, text: text.trim() };
}

/** @returns whether it was understood */
function apply(query: SearchQuery, name: string, value: string): boolean {
  if (name === 'from' || name === 'to') query[name].push(value);
  else if (name === 'in') query.folders.push(value.toLowerCase());
  else if (name === 'has') return applyHas(query, value.toLowerCase());
  else if (name === 'is') return applyIs(query, value.toLowerCase());
  else {
    const time = timeOf(value);
    if (time === null) return false;
    query[name === 'before' ? 'before' : 'after'] = time;
  }
  return true;
}

function applyHas(query: SearchQuery, value: string): boolean {
  if (!/^(attachments?|files?)$/.test(value)) return false;
  query.hasAttachments = true;
  return true;
}

function applyIs(query: SearchQuery, value: string): boolean {
  if (value !== 'read' && value !== 'unread') return false;
  query.isRead = value === 'read';
  return true;
}

/** A day begins at midnight UTC, as in the API's own parameters. */
function timeOf(value: string): number | null {
  const [, year, month, day] = (aDay.exec(value) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const time = new Date(Date.UTC(year, month - 1, day));
  return time.getUTCMonth() === month - 1 && time.getUTCDate() === day ? time.getTime() : null;
}
