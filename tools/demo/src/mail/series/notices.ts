import { type DemoMail, daysBefore } from '../demo-mail';
import { type PersonKey, people } from '../people';

type Notice = Pick<DemoMail, 'subject' | 'date' | 'text'> & Partial<DemoMail>;

function notice(id: string, from: PersonKey, to: readonly PersonKey[], content: Notice): DemoMail {
  const readers = to.map((key) => people[key]);
  return { id, references: [], from: people[from], to: readers, cc: [], language: 'en', enclosures: [], folder: 'Inbox', ...content };
}

const suppliers = [
  { key: 'timber', what: 'Oak and ash, planed', net: 4820 },
  { key: 'hosting', what: 'Hosting and domains', net: 129 },
  { key: 'rent', what: 'Miete Halle und Büro', net: 3950 },
] as const;

/** A year of invoices of three suppliers, each a PDF. */
export function invoices(now: Date): DemoMail[] {
  return suppliers.flatMap(({ key, what, net }, supplier) =>
    Array.from({ length: 12 }, (_, month) => {
      const number = `${2300 + supplier * 400 - month}`;
      const total = (net + ((month * 37) % 90)).toFixed(2);
      return notice(`invoice-${key}-${number}@bills.example`, key, ['sales', 'anna'], {
        subject: `Invoice ${number}`,
        date: daysBefore(now, month * 30.4 + 3 + supplier * 1.7),
        text: `Dear customer,\n\nplease find attached our invoice ${number} (${what}) over ${total} EUR, due within 14 days.\n\n${people[key].name}`,
        folder: 'Inbox/Invoices',
        enclosures: [
          {
            kind: 'document',
            filename: `Invoice ${number}.pdf`,
            title: `${people[key].name}: invoice ${number}`,
            lines: [what, `Total: ${total} EUR`, 'Due within 14 days'],
          },
        ],
      });
    }),
  );
}

/** What the carrier says of shipments, twice a week. */
export function shipments(now: Date): DemoMail[] {
  return Array.from({ length: 36 }, (_, index) => {
    const number = `SF${88_000_412 - index * 1_307}`;
    const out = index % 2 === 0;
    return notice(`track-${number}@swiftfreight.example`, 'carrier', out ? ['anna', 'ben'] : ['anna'], {
      subject: out ? `Shipment ${number} is out for delivery` : `Shipment ${number} was delivered`,
      date: daysBefore(now, index * 3.1 + 0.2),
      text: out
        ? `Your shipment ${number} has left our depot and will arrive today between 10 and 14 h.`
        : `Your shipment ${number} was delivered and signed for by "Reception".`,
    });
  });
}

const done = ['quotes sent', 'samples returned', 'Apollo measured', 'town hall drawings checked', 'stock counted', 'showroom repainted'];
const next = ['call Tideline', 'order castors', 'clinic: mount chairs', 'book the lift', 'price list', 'photos of the library'];

/** Ben's weekly notes. */
export function weeklyNotes(now: Date): DemoMail[] {
  return Array.from({ length: 18 }, (_, week) => {
    const pick = (list: readonly string[], offset: number): string => list[(week + offset) % list.length] ?? '';
    return notice(`weekly-${100 - week}@mail.demo.test`, 'ben', ['anna'], {
      subject: `Weekly notes, ${daysBefore(now, week * 7 + 2).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })}`,
      date: daysBefore(now, week * 7 + 1.9),
      text: `Hi Anna,\n\ndone: ${pick(done, 0)}, ${pick(done, 2)}.\nnext: ${pick(next, 0)}, ${pick(next, 3)}.\n\nBen`,
      folder: 'Inbox/Internal',
    });
  });
}

/** The planning board's digest, as machines write them. */
export function digests(now: Date): DemoMail[] {
  return Array.from({ length: 14 }, (_, index) =>
    notice(`digest-${300 - index}@planboard.example`, 'tools', ['anna', 'ben', 'sales'], {
      subject: `[Planboard] ${3 + (index % 5)} cards are due this week`,
      date: daysBefore(now, index * 7 + 5.6),
      text: `${3 + (index % 5)} cards are due this week, ${index % 3} are overdue.\n\nOpen the board: https://board.planboard.example/linden-park`,
    }),
  );
}
