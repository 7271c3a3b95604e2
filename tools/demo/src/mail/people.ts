/** Somebody who writes or gets mail in the demo. All are invented; the domains are reserved (RFC 2606, RFC 6761). */
export interface Person {
  name: string;
  address: string;
}

/** The demo company's own mailboxes: those that the simulated server holds. */
export const colleagues = {
  anna: { name: 'Anna Lindqvist', address: 'anna@demo.test' },
  ben: { name: 'Ben Okafor', address: 'ben@demo.test' },
  sales: { name: 'Linden & Park Sales', address: 'sales@demo.test' },
} as const satisfies Record<string, Person>;

/** Customers: the demo CRM's contacts. */
export const customers = {
  amara: { name: 'Amara Osei', address: 'amara.osei@brightwater.example' },
  callum: { name: 'Callum Reid', address: 'callum.reid@brightwater.example' },
  claire: { name: 'Claire Moreau', address: 'claire.moreau@atelier-moreau.example' },
  daniel: { name: 'Daniel Whitfield', address: 'daniel.whitfield@example.com' },
  elif: { name: 'Elif Kaya', address: 'elif.kaya@example.org' },
  grace: { name: 'Grace Nakamura', address: 'grace@harbour-clinic.example' },
  hana: { name: '佐藤 花', address: 'hana.sato@kita-design.example' },
  ines: { name: 'Inês Carvalho', address: 'ines.carvalho@example.net' },
  jonas: { name: 'Jonas Vogel', address: 'j.vogel@vogel-architekten.example' },
  julie: { name: 'Julie Lambert', address: 'julie.lambert@atelier-moreau.example' },
  katarzyna: { name: 'Katarzyna Wiśniewska', address: 'k.wisniewska@biuro-plus.example' },
  layla: { name: 'ليلى منصور', address: 'layla.mansour@rawabi.example' },
  liam: { name: "Liam O'Brien", address: 'liam.obrien@tideline.example' },
  marek: { name: 'Marek Zieliński', address: 'marek.zielinski@biuro-plus.example' },
  miriam: { name: 'Miriam Stein', address: 'm.stein@vogel-architekten.example' },
  noa: { name: 'נועה לוי', address: 'noa.levi@galil-studio.example' },
  oskar: { name: 'Oskar Müller', address: 'oskar@müller-söhne.example' },
  priya: { name: 'Priya Raman', address: 'priya.raman@example.com' },
  sofia: { name: 'Sofía Herrera', address: 'sofia.herrera@example.org' },
  tom: { name: 'Tom Ellery', address: 'tom@tideline.example' },
  viktor: { name: 'Viktor Halvorsen', address: 'viktor.halvorsen@example.net' },
  yusuf: { name: 'Yusuf Demir', address: 'yusuf.demir@example.com' },
} as const satisfies Record<string, Person>;

/** Suppliers and services, which nobody keeps as a contact. */
export const senders = {
  carrier: { name: 'Swiftfreight', address: 'tracking@swiftfreight.example' },
  gazette: { name: 'The Workplace Gazette', address: 'editors@gazette.example' },
  hosting: { name: 'Cloudberry Hosting', address: 'billing@cloudberry.example' },
  paper: { name: 'Papier & Feder', address: 'post@papier-feder.example' },
  rent: { name: 'Hafenhof Immobilien', address: 'verwaltung@hafenhof.example' },
  timber: { name: 'Nordic Timber', address: 'accounts@nordic-timber.example' },
  tools: { name: 'Planboard', address: 'no-reply@planboard.example' },
} as const satisfies Record<string, Person>;

/** Names a person in a conversation's script. */
export type PersonKey = keyof typeof colleagues | keyof typeof customers | keyof typeof senders;

export const people: Readonly<Record<PersonKey, Person>> = { ...colleagues, ...customers, ...senders };
