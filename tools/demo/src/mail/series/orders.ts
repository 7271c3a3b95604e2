import type { Conversation } from '../conversation';
import { customers } from '../people';

const goods = [
  'height-adjustable desks',
  'task chairs',
  'desk lamps',
  'acoustic panels',
  'cable trays',
  'footrests',
  'whiteboards',
  'lockers',
];
const closings = [
  'Great, thank you!',
  'Perfect.',
  'That was quick, thanks.',
  'Wonderful, we look forward to it.',
  'Thanks. Please ring the side bell.',
];
const buyers = ['amara', 'callum', 'daniel', 'elif', 'grace', 'ines', 'liam', 'priya', 'sofia', 'tom', 'viktor', 'yusuf'] as const;

function nth<Item>(list: readonly [Item, ...Item[]] | readonly Item[], index: number): Item {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError('The list is empty.');
  return item;
}

/** Everyday orders: three short turns each, Anna's and Ben's by turns, over most of a year. */
export function orders(): Conversation[] {
  return Array.from({ length: 44 }, (_, index) => {
    const buyer = nth(buyers, index * 5);
    const seller = index % 3 === 2 ? 'ben' : 'anna';
    const product = nth(goods, index * 3);
    const count = 2 + ((index * 7) % 19);
    const firstName = customers[buyer].name.split(' ', 1).join('');
    const sellerName = seller === 'anna' ? 'Anna' : 'Ben';
    return {
      id: `order-${4100 - index}`,
      language: 'en',
      subject: `Order: ${count} ${product}`,
      folder: 'Inbox/Orders',
      startedDaysAgo: 2.3 + index * 5.7,
      turns: [
        {
          from: buyer,
          to: [seller],
          cc: ['sales'],
          afterHours: index % 8,
          text: `Hi ${sellerName},\n\nplease send us ${count} ${product}, same finish as last time.\n\n${firstName}`,
        },
        {
          from: seller,
          to: [buyer],
          cc: ['sales'],
          afterHours: 2 + (index % 5),
          text: `Hi ${firstName},\n\nnoted as order ${4100 - index}. They leave us in ${2 + (index % 9)} days; tracking follows.\n\n${sellerName}`,
        },
        { from: buyer, to: [seller], afterHours: 3 + (index % 11), text: `${nth(closings, index)}\n\n${firstName}` },
      ],
    };
  });
}
