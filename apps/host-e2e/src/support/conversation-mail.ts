interface Letter {
  id: string;
  from: string;
  subject: string;
  text: string;
  /** Days ago. */
  age: number;
  to?: string;
  cc?: string;
  references?: string[];
  contentType?: string;
}

const anna = 'Anna Berger <anna@demo.test>';

/** A letter as it comes from a mail server, to Anna unless told. */
export function letter({ id, from, subject, text, age, to = anna, cc, references = [], contentType = 'text/plain' }: Letter): Buffer {
  const threading = references.length > 0 ? [`In-Reply-To: ${references.at(-1)}`, `References: ${references.join(' ')}`] : [];
  return Buffer.from(
    [
      `From: ${from}`,
      `To: ${to}`,
      ...(cc === undefined ? [] : [`Cc: ${cc}`]),
      `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
      `Date: ${new Date(Date.now() - age * 86_400_000).toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: ${id}`,
      ...threading,
      'MIME-Version: 1.0',
      `Content-Type: ${contentType}; charset=utf-8`,
      'Content-Transfer-Encoding: 8bit',
      '',
      text,
      '',
    ].join('\r\n'),
  );
}

export const quay = { subject: 'Works at quay 7', last: 'Could you confirm the crane for Monday?', address: 'rosa@port.example' };

/** Three letters of one conversation, the oldest first; the last went to Ben, too. */
export function conversation(): Buffer[] {
  const ids = ['<quay-1@port.example>', '<quay-2@demo.test>', '<quay-3@port.example>'] as const;
  const rosa = `Rosa Marín <${quay.address}>`;
  const long = 'Maximiliane Freifrau von Hohenstein-Wartenberg zu Lichtenfels (Hafenbehörde, Abteilung Kaianlagen) <max@demo.test>';
  return [
    letter({ id: ids[0], from: rosa, subject: quay.subject, text: 'Dear Anna,\r\n\r\nthe works at quay 7 begin next week.', age: 3 }),
    letter({ id: ids[1], from: long, subject: `Re: ${quay.subject}`, text: 'Which berths are closed?', age: 2, references: [ids[0]] }),
    letter({
      id: ids[2],
      from: rosa,
      cc: 'Ben Novak <ben@demo.test>',
      subject: `Re: ${quay.subject}`,
      text: quay.last,
      age: 1,
      references: [ids[0], ids[1]],
    }),
  ];
}

export const enquiry = { subject: 'A berth for the summer', folder: 'Enquiries' };

/** To the mailbox that Anna looks after for her team. */
export function enquiryLetter(): Buffer {
  return letter({
    id: '<berth@sail.example>',
    from: 'Paul Okafor <paul@sail.example>',
    to: 'Harbour Sales <sales@demo.test>',
    subject: enquiry.subject,
    text: 'Good morning,\r\n\r\nis a berth of 12 metres free from May to September?',
    age: 2,
  });
}

export const arabic = { subject: 'عرض أسعار لمكتب الميناء الجديد', text: 'مرحبا آنا، تجدين قائمة الأسعار أدناه.' };

/** A letter that is read from right to left. */
export function rightToLeftLetter(): Buffer {
  const html = `<html><body dir="rtl"><p>${arabic.text}</p><ul><li>مكاتب: 4.200 €</li><li>كراسي: 980 €</li></ul></body></html>`;
  return letter({
    id: '<rtl@east.example>',
    from: 'ليلى حداد <layla@east.example>',
    subject: arabic.subject,
    text: html,
    age: 4,
    contentType: 'text/html',
  });
}

export const nuisance = { address: 'promo@nuisance.example', subject: 'Only today: 70 % off everything' };

export function nuisanceLetter(number: number): Buffer {
  const subject = number === 1 ? nuisance.subject : `${nuisance.subject} (${number})`;
  return letter({
    id: `<promo-${number}@nuisance.example>`,
    from: `Promo <${nuisance.address}>`,
    subject,
    text: 'Buy!',
    age: number === 1 ? 5 : 0,
  });
}
