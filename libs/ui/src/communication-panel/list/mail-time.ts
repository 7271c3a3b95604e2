import { inject, LOCALE_ID, Pipe, type PipeTransform } from '@angular/core';

const dayMs = 86_400_000;

const formats = {
  today: { timeStyle: 'short' },
  thisWeek: { weekday: 'short' },
  thisYear: { day: 'numeric', month: 'short' },
  earlier: { dateStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Making a formatter costs a hundred times what using it does, and every row of a list uses one. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** When an email came, as short as can be understood: the time today, the weekday this week, otherwise the date. */
@Pipe({ name: 'mailTime' })
export class MailTime implements PipeTransform {
  private readonly locale = inject(LOCALE_ID);

  transform(iso: string): string {
    const date = new Date(iso);
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
    return formatter(this.locale, formatOf(date, now, midnight)).format(date);
  }
}

function formatOf(date: Date, now: Date, midnight: number): keyof typeof formats {
  if (date.getTime() >= midnight && date.getTime() < midnight + dayMs) return 'today';
  if (date.getTime() >= midnight - 6 * dayMs && date < now) return 'thisWeek';
  return date.getFullYear() === now.getFullYear() ? 'thisYear' : 'earlier';
}

function formatter(locale: string, format: keyof typeof formats): Intl.DateTimeFormat {
  const key = `${locale} ${format}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, formats[format]);
  formatters.set(key, known);
  return known;
}
