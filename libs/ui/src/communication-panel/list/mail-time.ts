import { inject, LOCALE_ID, Pipe, type PipeTransform } from '@angular/core';

const dayMs = 86_400_000;

/** When an email came, as short as can be understood: the time today, the weekday this week, otherwise the date. */
@Pipe({ name: 'mailTime' })
export class MailTime implements PipeTransform {
  private readonly locale = inject(LOCALE_ID);

  transform(iso: string): string {
    const date = new Date(iso);
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
    return new Intl.DateTimeFormat(this.locale, this.format(date, now, midnight)).format(date);
  }

  private format(date: Date, now: Date, midnight: number): Intl.DateTimeFormatOptions {
    if (date.getTime() >= midnight && date.getTime() < midnight + dayMs) return { timeStyle: 'short' };
    if (date.getTime() >= midnight - 6 * dayMs && date < now) return { weekday: 'short' };
    if (date.getFullYear() === now.getFullYear()) return { day: 'numeric', month: 'short' };
    return { dateStyle: 'short' };
  }
}
