import type { Conversation } from '../conversation';

/** The project that fills `Inbox/Projects/Apollo`: an office for Brightwater. */
export const apollo: readonly Conversation[] = [
  {
    id: 'apollo-kick-off',
    language: 'en',
    subject: 'Apollo: fourth floor fit-out',
    folder: 'Inbox/Projects/Apollo',
    startedDaysAgo: 47,
    turns: [
      {
        from: 'amara',
        to: ['anna'],
        cc: ['callum'],
        afterHours: 9,
        text: `Hi Anna,

the lease for the fourth floor is signed, so Apollo is real now. We need 64 height-adjustable desks, four meeting rooms and something against the noise of the atrium. Move-in is the first Monday of the quarter.

Could you come by next week and look at it with us?

Best,
Amara`,
      },
      {
        from: 'anna',
        to: ['amara'],
        cc: ['callum', 'ben'],
        afterHours: 3,
        text: `Hi Amara,

congratulations! Tuesday at 10 suits us. I'll bring Ben, who will plan the acoustics. It would help to have the floor plan beforehand, even a rough one.

Best,
Anna`,
      },
      {
        from: 'callum',
        to: ['anna'],
        cc: ['amara', 'ben'],
        afterHours: 20,
        text: `Hello both,

plan attached. Grid lines are 1.35 m, ceiling is 2.9 m. The hatched area is the atrium void.

Callum`,
        enclosures: [
          {
            kind: 'document',
            filename: 'Fourth floor - plan.pdf',
            title: 'Fourth floor, outline plan',
            lines: [
              'Gross area 1,140 m2',
              'Grid 1.35 m, clear height 2.90 m',
              'Four meeting rooms along the north side',
              'Atrium void: axis D to F',
            ],
          },
        ],
      },
      {
        from: 'ben',
        to: ['callum'],
        cc: ['anna', 'amara'],
        afterHours: 26,
        text: `Thanks Callum. With that void I would expect about 1.1 s reverberation today. Baffles above the desks and two absorbing walls should bring it to 0.6 s. Here is the estimate per octave band.

Ben`,
        enclosures: [{ kind: 'picture', filename: 'reverberation.png', values: [1.3, 1.2, 1.1, 1.0, 0.9, 0.7] }],
      },
    ],
  },
  {
    id: 'apollo-quote',
    language: 'en',
    subject: 'Apollo: quote and lead times',
    folder: 'Inbox/Projects/Apollo',
    startedDaysAgo: 33,
    turns: [
      {
        from: 'anna',
        to: ['amara'],
        cc: ['callum', 'ben'],
        afterHours: 10,
        text: `Hi Amara,

our quote is attached. Two remarks: the oak tops take six weeks, the white ones three; and if you order the booths together with the desks, delivery is free.

Best,
Anna`,
        enclosures: [
          {
            kind: 'document',
            filename: 'Quote Q-2417.pdf',
            title: 'Quote Q-2417',
            lines: [
              '64 desks, oak, height-adjustable: 41,600.00',
              '48 acoustic baffles: 7,200.00',
              '2 phone booths: 9,800.00',
              'Total: 58,600.00',
            ],
          },
          {
            kind: 'table',
            filename: 'Q-2417 items.csv',
            rows: [
              ['item', 'quantity', 'unit price'],
              ['Desk, oak, 160 x 80', '64', '650.00'],
              ['Acoustic baffle, 120 x 40', '48', '150.00'],
              ['Phone booth', '2', '4900.00'],
            ],
          },
        ],
      },
      {
        from: 'amara',
        to: ['anna'],
        cc: ['callum'],
        afterHours: 49,
        text: `Hi Anna,

thank you, that is clear. Finance asks whether the baffles could be a separate order, since they come from another budget. The total stays the same.

Amara`,
      },
      {
        from: 'anna',
        to: ['amara'],
        cc: ['ben'],
        afterHours: 2,
        text: `No problem at all. You will get two confirmations, one delivery and two invoices.

Anna`,
      },
      { from: 'amara', to: ['anna'], afterHours: 22, text: `Perfect. Then please go ahead with the oak tops.\n\nAmara` },
    ],
  },
  {
    id: 'apollo-delivery',
    language: 'en',
    subject: 'Apollo: delivery window',
    folder: 'Inbox/Projects/Apollo',
    startedDaysAgo: 6,
    turns: [
      {
        from: 'callum',
        to: ['ben'],
        cc: ['anna'],
        afterHours: 8,
        text: `Hi Ben,

building management gives us the goods lift on Thursday from 6 to 11 only. Is that enough for 64 desks?

Callum`,
      },
      {
        from: 'ben',
        to: ['callum'],
        cc: ['anna'],
        afterHours: 1,
        text: `Tight, but yes: with two crews we need about four hours. Could somebody open the gate at 5:45?

Ben`,
      },
      {
        from: 'callum',
        to: ['ben'],
        cc: ['anna', 'amara'],
        afterHours: 17,
        text: `I will be there myself, with coffee. See you on Thursday.

Callum`,
      },
      {
        from: 'amara',
        to: ['anna', 'ben'],
        afterHours: 70,
        text: `It looks wonderful! The whole floor keeps raising and lowering its desks. Photos will follow, and the second order too, I think: the third floor is jealous.

Amara`,
      },
    ],
  },
  {
    id: 'apollo-third-floor',
    language: 'en',
    subject: 'Apollo goes on: third floor?',
    folder: 'Inbox/Projects/Apollo',
    startedDaysAgo: 1,
    turns: [
      {
        from: 'amara',
        to: ['anna'],
        cc: ['ben'],
        afterHours: 5,
        text: `Hi Anna,

as feared: the third floor wants the same. 38 desks this time, and they ask for darker tops. Can you make a quote by Friday?

Amara`,
      },
      {
        from: 'anna',
        to: ['amara'],
        cc: ['ben'],
        afterHours: 4,
        text: `With pleasure! I will send you samples of smoked oak and walnut today. Ben, do we still have the plan of the third floor?

Anna`,
      },
      {
        from: 'ben',
        to: ['anna'],
        afterHours: 6,
        text: `We do, in the project folder. Ceiling is lower there (2.6 m), so I would take the slim baffles.\n\nBen`,
      },
    ],
  },
];
