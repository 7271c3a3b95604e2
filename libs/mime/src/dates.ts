const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Zones that RFC 5322, 4.3 names, in minutes; any other name counts as UTC. */
const zones: Record<string, number | undefined> = {
  edt: -240,
  est: -300,
  cdt: -300,
  cst: -360,
  mdt: -360,
  mst: -420,
  pdt: -420,
  pst: -480,
};

const pattern =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s.-]+(\d{2,4})[\s,]+(\d{1,2})\s*:\s*(\d{1,2})(?:\s*:\s*(\d{1,2}))?(?:[.,]\d+)?\s*(?:(?:gmt|utc)?([+-]\d{1,4})|([a-z]+))?/i;

/** Instant of a Date field (RFC 5322, 3.3 and 4.3); other forms as far as JavaScript knows them; null for what is no date. */
export function parseDate(text: string): Date | null {
  const short = text.slice(0, 100).replace(/\([^()]*\)/g, ' ');
  const match = pattern.exec(short);
  const time = match ? instantOf(match) : Date.parse(short);
  return Number.isNaN(time) ? null : new Date(time);
}

function instantOf([, day = '', month = '', year = '', hour = '', minute = '', second = '0', offset, zone = '']: RegExpExecArray): number {
  const monthIndex = months.indexOf(month.toLowerCase());
  if (monthIndex < 0 || +day < 1 || +day > 31 || +hour > 24 || +minute > 59 || +second > 60) return Number.NaN;
  const local = Date.UTC(fullYear(year), monthIndex, +day, +hour, +minute, +second);
  return local - (offset === undefined ? (zones[zone.toLowerCase()] ?? 0) : offsetMinutes(offset)) * 60_000;
}

/** RFC 5322, 4.3: years of two and three digits. */
function fullYear(year: string): number {
  const value = Number(year);
  if (year.length === 2) return value < 50 ? 2000 + value : 1900 + value;
  return year.length === 3 ? 1900 + value : value;
}

function offsetMinutes(offset: string): number {
  // `+1` and `+01` are hours; three digits have lost their first zero.
  const digits = offset.length <= 3 ? `${offset.slice(1)}00` : offset.slice(1);
  const minutes = Number(digits.slice(0, -2)) * 60 + Number(digits.slice(-2));
  return offset.startsWith('-') ? -minutes : minutes;
}
