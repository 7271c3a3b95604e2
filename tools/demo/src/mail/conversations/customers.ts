import type { Conversation } from '../conversation';

/** Customers who write in English. */
export const customerThreads: readonly Conversation[] = [
  {
    id: 'clinic-chairs',
    language: 'en',
    subject: 'Waiting room chairs that can be disinfected',
    startedDaysAgo: 58,
    turns: [
      {
        from: 'grace',
        to: ['sales'],
        cc: ['anna'],
        afterHours: 9,
        text: `Good morning,

we are renewing our waiting room and need 24 chairs that stand daily disinfection. No fabric, please, and armrests for at least half of them.

Grace Nakamura
Harbour Clinic`,
      },
      {
        from: 'anna',
        to: ['grace'],
        cc: ['sales'],
        afterHours: 4,
        text: `Dear Ms Nakamura,

the "Pilo" series would suit: shells of polypropylene, seams sealed. I have attached the care sheet with the list of disinfectants it has been tested with. Shall I send you one of each to sit on?

Anna Lindqvist`,
        enclosures: [
          {
            kind: 'document',
            filename: 'Pilo care sheet.pdf',
            title: 'Pilo: care and cleaning',
            lines: ['Shell: polypropylene, recyclable', 'Tested with alcohol up to 70 % by volume', 'Rinse with water after chlorine'],
          },
        ],
      },
      { from: 'grace', to: ['anna'], afterHours: 27, text: `Yes please, in blue if there is one. We are open from 8.\n\nGrace` },
      { from: 'anna', to: ['grace'], afterHours: 3, text: `They will be with you on Wednesday. Blue it is.\n\nAnna` },
      {
        from: 'grace',
        to: ['anna'],
        afterHours: 96,
        text: `Dear Anna,

everybody has sat on them, including two patients and the dog. We will take 24.

Grace`,
      },
    ],
  },
  {
    id: 'tideline-complaint',
    language: 'en',
    subject: 'Desk 14 will not go down',
    startedDaysAgo: 19,
    turns: [
      {
        from: 'liam',
        to: ['anna'],
        afterHours: 10,
        text: `Hi Anna,

desk 14 is stuck at standing height since this morning and blinks E07. Its owner is 1.58 m tall. It is urgent in a way.

Liam`,
      },
      {
        from: 'anna',
        to: ['liam'],
        cc: ['ben'],
        afterHours: 1,
        text: `Hi Liam,

E07 is the overheating lock: somebody has probably played with it. Please unplug it for ten minutes, then hold "down" for five seconds. If it does not help, Ben comes tomorrow with a new control box.

Anna`,
      },
      { from: 'liam', to: ['anna'], cc: ['tom'], afterHours: 2, text: `It moves again. Thank you! (It was Tom.)\n\nLiam` },
      { from: 'tom', to: ['liam', 'anna'], afterHours: 1, text: `I was testing it. Thoroughly.\n\nTom` },
    ],
  },
  {
    id: 'example-samples',
    language: 'en',
    subject: 'Fabric samples',
    startedDaysAgo: 12,
    turns: [
      {
        from: 'daniel',
        to: ['anna'],
        afterHours: 11,
        text: `Hello Anna,\n\ncould we get the wool samples in the three greens, and something warm beside them?\n\nDaniel`,
      },
      {
        from: 'anna',
        to: ['daniel'],
        afterHours: 5,
        text: `Hi Daniel,\n\non their way: moss, fern and sage, plus rust and ochre.\n\nAnna`,
      },
      {
        from: 'daniel',
        to: ['anna'],
        afterHours: 75,
        text: `They have arrived, thank you. It will be fern and ochre, everybody agreed at once. That never happens.\n\nDaniel`,
      },
    ],
  },
  {
    id: 'priya-price',
    language: 'en',
    subject: 'Price for 200 task chairs',
    startedDaysAgo: 9,
    turns: [
      {
        from: 'priya',
        to: ['ben'],
        cc: ['sales'],
        afterHours: 9,
        text: `Hi Ben,

we are planning a second site and would need 200 task chairs, delivered in four lots. What can you do on the price, and how long would it hold?

Regards,
Priya`,
      },
      {
        from: 'ben',
        to: ['priya'],
        cc: ['anna'],
        afterHours: 6,
        text: `Hi Priya,

for 200 I can offer 289 each in place of 340, valid for 90 days, and the lots may be months apart. The details are attached.

Ben`,
        enclosures: [
          {
            kind: 'document',
            filename: 'Quote Q-2431.pdf',
            title: 'Quote Q-2431',
            lines: ['200 task chairs "Aro": 57,800.00', 'Four lots within twelve months', 'Price held for 90 days'],
          },
        ],
      },
      {
        from: 'priya',
        to: ['ben'],
        cc: ['sofia'],
        afterHours: 30,
        text: `Thanks, that helps. I am adding Sofía, who signs such things.\n\nPriya`,
      },
      {
        from: 'sofia',
        to: ['ben'],
        cc: ['priya'],
        afterHours: 44,
        text: `Hello Ben,\n\none question: is the warranty five years from delivery of each lot, or of the first?\n\nSofía`,
      },
      {
        from: 'ben',
        to: ['sofia'],
        cc: ['priya'],
        afterHours: 3,
        text: `Of each lot. I have added a sentence to the quote so that nobody has to remember it.\n\nBen`,
      },
    ],
  },
  {
    id: 'elif-meeting',
    language: 'en',
    subject: 'Showroom visit on Wednesday ☕',
    startedDaysAgo: 3,
    turns: [
      {
        from: 'elif',
        to: ['anna'],
        cc: ['ben'],
        afterHours: 9,
        text: `Hi Anna,\n\nthere will be four of us on Wednesday, one in a wheelchair. Is the showroom step-free?\n\nElif`,
      },
      {
        from: 'anna',
        to: ['elif'],
        cc: ['ben'],
        afterHours: 2,
        text: `Hi Elif,\n\nyes, use the courtyard entrance, the ramp is there. I will set up two desks that go down to 62 cm.\n\nAnna`,
      },
      { from: 'elif', to: ['anna'], afterHours: 18, text: `Great, see you then.\n\nElif` },
    ],
  },
  {
    id: 'viktor-invoice',
    language: 'en',
    subject: 'Invoice 10388: purchase order number missing',
    startedDaysAgo: 2,
    turns: [
      {
        from: 'viktor',
        to: ['sales'],
        cc: ['anna'],
        afterHours: 8,
        text: `Hello,

our system rejects invoice 10388 because it has no purchase order number. It should read PO-77120. Could you issue it again?

Viktor Halvorsen`,
      },
      {
        from: 'anna',
        to: ['viktor'],
        cc: ['sales'],
        afterHours: 3,
        text: `Dear Mr Halvorsen,\n\nour mistake. A corrected invoice comes this afternoon.\n\nAnna Lindqvist`,
      },
    ],
  },
  {
    id: 'ines-thanks',
    language: 'en',
    subject: 'Thank you!',
    startedDaysAgo: 0.3,
    turns: [
      {
        from: 'ines',
        to: ['anna'],
        cc: ['ben'],
        afterHours: 0,
        text: `Dear Anna, dear Ben,

the library is open since this morning, and the children have already moved every single stool. That is what they are for. Thank you for the patience with our thirty colours.

Inês`,
        enclosures: [{ kind: 'picture', filename: 'visitors.png', values: [12, 30, 44, 61, 58, 73] }],
      },
    ],
  },
];
