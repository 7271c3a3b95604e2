import type { Conversation, Enclosure, Language } from './conversation';
import { type Person, people } from './people';

/** A message of the demo, before it is MIME. */
export interface DemoMail {
  /** Message-ID without angle brackets. */
  id: string;
  /** Message-IDs of the conversation so far, oldest first. */
  references: readonly string[];
  from: Person;
  to: readonly Person[];
  cc: readonly Person[];
  subject: string;
  date: Date;
  language: Language;
  text: string;
  /** Made from the text when absent. */
  html?: string;
  enclosures: readonly Enclosure[];
  /** Where its readers keep it. */
  folder: string;
}

const hour = 3_600_000;
const day = 24 * hour;

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * day);
}

/** A conversation's messages, each quoting the one that it answers. Turns that have not happened yet are left out. */
export function unfold(conversation: Conversation, now: Date): DemoMail[] {
  const { id, language, subject, folder = 'Inbox', startedDaysAgo, turns } = conversation;
  const mails: DemoMail[] = [];
  let time = daysBefore(now, startedDaysAgo).getTime();
  for (const [index, turn] of turns.entries()) {
    time += turn.afterHours * hour + index * 7 * 60_000;
    if (time > now.getTime()) break;
    const previous = mails.at(-1);
    mails.push({
      id: `${id}.${index + 1}@mail.demo.test`,
      references: mails.map((mail) => mail.id),
      from: people[turn.from],
      to: turn.to.map((key) => people[key]),
      cc: (turn.cc ?? []).map((key) => people[key]),
      subject: index === 0 ? subject : `Re: ${subject}`,
      date: new Date(time),
      language,
      text: previous ? `${turn.text}\n\n${quote(previous)}` : turn.text,
      enclosures: turn.enclosures ?? [],
      folder,
    });
  }
  return mails;
}

const introductions: Record<Language, (date: string, name: string) => string> = {
  en: (date, name) => `On ${date}, ${name} wrote:`,
  de: (date, name) => `Am ${date} schrieb ${name}:`,
  fr: (date, name) => `Le ${date}, ${name} a écrit :`,
  pl: (date, name) => `${date} ${name} napisał(a):`,
  ja: (date, name) => `${date} ${name}:`,
  ar: (date, name) => `في ${date}، كتب ${name}:`,
  he: (date, name) => `בתאריך ${date}, ${name} כתב:`,
};

function quote({ date, from, language, text }: DemoMail): string {
  const when = date.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  const lines = text.split('\n').map((line) => (line.startsWith('>') || line === '' ? `>${line}` : `> ${line}`));
  return [introductions[language](when, from.name), ...lines].join('\n');
}
