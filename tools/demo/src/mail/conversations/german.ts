import type { Conversation } from '../conversation';

export const germanThreads: readonly Conversation[] = [
  {
    id: 'vogel-ausschreibung',
    language: 'de',
    subject: 'Ausschreibung Rathaus: Rückfragen zu Los 3',
    folder: 'Inbox/Projects',
    startedDaysAgo: 40,
    turns: [
      {
        from: 'jonas',
        to: ['anna'],
        cc: ['miriam'],
        afterHours: 9,
        text: `Guten Tag Frau Lindqvist,

zu Los 3 (Sitzungssaal) haben wir zwei Fragen: Sind die Tische klappbar und auf Rollen lieferbar, und lässt sich die Oberfläche in Esche ausführen? Die Abgabefrist ist der 28.

Mit freundlichen Grüßen
Jonas Vogel`,
      },
      {
        from: 'anna',
        to: ['jonas'],
        cc: ['miriam'],
        afterHours: 5,
        text: `Guten Tag Herr Vogel,

beides geht. Die Klapptische gibt es bis 180 × 80 cm auf Rollen, Esche furniert oder massiv. Ein Datenblatt liegt bei.

Freundliche Grüße
Anna Lindqvist`,
        enclosures: [
          {
            kind: 'document',
            filename: 'Datenblatt Klapptisch „Falter“.pdf',
            title: 'Datenblatt Klapptisch Falter',
            lines: ['Platte 180 x 80 cm, Esche', 'Rollen feststellbar, 75 mm', 'Gewicht 31 kg'],
          },
        ],
      },
      {
        from: 'miriam',
        to: ['anna'],
        cc: ['jonas'],
        afterHours: 30,
        text: `Liebe Frau Lindqvist,

vielen Dank, das passt. Können Sie uns bis Donnerstag zwei Muster schicken – einmal geölt, einmal lackiert?

Herzliche Grüße
Miriam Stein`,
      },
      {
        from: 'anna',
        to: ['miriam'],
        cc: ['jonas'],
        afterHours: 4,
        text: `Liebe Frau Stein,\n\ndie Muster gehen heute noch raus.\n\nHerzliche Grüße\nAnna Lindqvist`,
      },
      {
        from: 'jonas',
        to: ['anna'],
        cc: ['ben'],
        afterHours: 190,
        text: `Liebe Frau Lindqvist,\n\nwir haben den Zuschlag! Der Gemeinderat hat sich für die geölte Esche entschieden. 🎉\n\nJonas Vogel`,
      },
    ],
  },
  {
    id: 'mueller-reklamation',
    language: 'de',
    subject: 'Lieferung 4711: eine Kiste fehlt',
    startedDaysAgo: 15,
    turns: [
      {
        from: 'oskar',
        to: ['sales'],
        cc: ['anna'],
        afterHours: 8,
        text: `Hallo zusammen,

heute kamen 11 von 12 Kisten an. Es fehlt die mit den Schrauben – ausgerechnet. Ohne die bleibt der Rest ein sehr teures Puzzle.

Viele Grüße
Oskar Müller`,
      },
      {
        from: 'ben',
        to: ['oskar'],
        cc: ['anna', 'sales'],
        afterHours: 1,
        text: `Hallo Herr Müller,\n\ndie Kiste steht noch bei uns. Der Kurier ist unterwegs und in etwa zwei Stunden bei Ihnen. Entschuldigung!\n\nBen Okafor`,
      },
      { from: 'oskar', to: ['ben'], cc: ['anna'], afterHours: 3, text: `Ist da. Das nenne ich schnell!\n\nOskar Müller` },
    ],
  },
  {
    id: 'urlaub-vertretung',
    language: 'de',
    subject: 'Urlaubsvertretung übernächste Woche',
    folder: 'Inbox/Internal',
    startedDaysAgo: 5,
    turns: [
      {
        from: 'anna',
        to: ['ben'],
        afterHours: 10,
        text: `Hallo Ben,\n\nich bin übernächste Woche weg. Übernimmst du Brightwater und das Rathaus? Alles andere kann warten.\n\nAnna`,
      },
      { from: 'ben', to: ['anna'], afterHours: 1, text: `Klar. Dafür bringst du Käse mit.\n\nBen` },
      { from: 'anna', to: ['ben'], afterHours: 1, text: `Abgemacht. Den, der riecht?\n\nAnna` },
      { from: 'ben', to: ['anna'], afterHours: 1, text: `Genau den.\n\nBen` },
    ],
  },
];
