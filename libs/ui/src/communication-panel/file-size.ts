import { inject, LOCALE_ID, Pipe, type PipeTransform } from '@angular/core';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A number of bytes in the unit that people would use: `1.4 MB`. */
export function formatFileSize(bytes: number, locale: string): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1_000 ** power;
  const maximumFractionDigits = value < 10 && power > 0 ? 1 : 0;
  // The short form of a byte has no plural in English.
  const unitDisplay = power === 0 ? 'long' : 'short';
  return new Intl.NumberFormat(locale, { style: 'unit', unit: units[power] ?? 'byte', unitDisplay, maximumFractionDigits }).format(value);
}

@Pipe({ name: 'fileSize' })
export class FileSize implements PipeTransform {
  private readonly locale = inject(LOCALE_ID);

  transform(bytes: number): string {
    return formatFileSize(bytes, this.locale);
  }
}
