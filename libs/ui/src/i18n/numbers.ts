/** A count with the browser language's separators: 21,034. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(language()).format(count);
}

/** A rate to a useful precision: 212, 3.4. */
export function formatRate(perSecond: number): string {
  return new Intl.NumberFormat(language(), { maximumSignificantDigits: perSecond < 10 ? 2 : 3 }).format(perSecond);
}

/** A length of time in its largest useful unit: 640 ms, 12 s, 3 min, 2 h. */
export function formatDuration(ms: number): string {
  const [value, unit, digits]: [number, string, number] =
    ms < 1_000
      ? [ms, 'millisecond', 0]
      : ms < 60_000
        ? [ms / 1_000, 'second', ms < 10_000 ? 1 : 0]
        : ms < 3_600_000
          ? [ms / 60_000, 'minute', 0]
          : [ms / 3_600_000, 'hour', 1];
  return new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }).format(value);
}

/** A moment, to the minute. */
export function formatMoment(iso: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** A day that has no time. */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));
}

/** An hour of the day: 14:00; with its day where several are shown: Mon 14:00. */
export function formatHour(iso: string, withDay: boolean): string {
  const parts: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', ...(withDay && { weekday: 'short' }) };
  return new Intl.DateTimeFormat(language(), parts).format(new Date(iso));
}

function language(): string | undefined {
  return document.documentElement.lang || undefined;
}
