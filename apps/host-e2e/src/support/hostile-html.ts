import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const file = path.resolve(__dirname, '../../../../../shared/data/html/hostile-html.jsonl');

/**
 * Collected HTML that tries to run, to load or to escape; not part of this repository. Where it is absent its journey says so and does
 * not run; with `REQUIRE_SHARED_DATA=1` its absence is a failure.
 */
export function hostileHtml(): string[] {
  if (!existsSync(file)) {
    if (process.env['REQUIRE_SHARED_DATA'] === '1') throw new Error(`${file} is required and absent.`);
    console.warn(`Not run: the journey through hostile HTML, since ${file} is absent.`);
    return [];
  }
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { payload: string }).payload);
}

/** A letter that is nothing but this HTML. */
export function letterOf(html: string, number: number): Buffer {
  const head = [
    `From: Sender ${number} <sender${number}@hostile.example>`,
    'To: Anna Berger <anna@demo.test>',
    `Subject: Letter ${number}`,
    `Date: ${new Date(Date.UTC(2026, 0, 1) + number * 60_000).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <letter-${number}@hostile.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ];
  const body = Buffer.from(html).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  return Buffer.from([...head, '', body, ''].join('\r\n'));
}
