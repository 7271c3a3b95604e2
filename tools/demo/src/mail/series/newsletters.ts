import { contentId } from '../compose';
import { type DemoMail, daysBefore } from '../demo-mail';
import { people } from '../people';

const topics = [
  ['Do plants lower noise?', 'Less than a carpet, more than a picture. We measured twelve offices.'],
  ['The return of the corridor', 'Why architects close the open plan again, one door at a time.'],
  ['Standing is not the point', 'It is the change that matters: a conversation with three physiotherapists.'],
  ['Repair before replace', 'A chair has forty parts. Thirty-eight of them can be exchanged.'],
  ['Light at four in the afternoon', 'What northern offices do against the winter dusk.'],
  ['The meeting room nobody books', 'It is always the one without a window. What to do with it.'],
  ['Colour by numbers', 'How a school chose thirty colours and regretted none.'],
] as const;

/** A weekly letter in the HTML of newsletters: tables, inline styles, remote pictures and a counting pixel. */
export function gazette(now: Date): DemoMail[] {
  return Array.from({ length: 24 }, (_, week) => {
    const number = 212 - week;
    const [lead, second] = [topics[week % topics.length] ?? topics[0], topics[(week + 3) % topics.length] ?? topics[0]];
    const url = `https://www.gazette.example/${number}`;
    return {
      ...letter(`gazette-${number}`, 'gazette', daysBefore(now, week * 7 + 2.4)),
      subject: `№ ${number}: ${lead[0]}`,
      text: `THE WORKPLACE GAZETTE № ${number}\n\n${lead.join('\n')}\n${url}\n\n${second.join('\n')}\n${url}/2\n\nUnsubscribe: ${url}/unsubscribe`,
      html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>@media (max-width:600px){.column{width:100%!important}}</style></head>
<body style="margin:0;background:#f2efe9"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" class="column" width="600" cellpadding="24" cellspacing="0" style="background:#fff;font-family:Georgia,serif;color:#26323a">
<tr><td style="background:#2d6a7a;color:#fff;font-size:26px">The Workplace Gazette <span style="font-size:14px">№ ${number}</span></td></tr>
<tr><td><img src="${url}/lead.jpg" alt="" width="552" height="240" style="background:#dfe6e4"><h1 style="font-size:24px">${lead[0]}</h1><p>${lead[1]}</p>
<p><a href="${url}" style="background:#2d6a7a;color:#fff;padding:10px 18px;text-decoration:none">Read on</a></p></td></tr>
<tr><td><h2 style="font-size:18px">${second[0]}</h2><p>${second[1]} <a href="${url}/2">More</a></p></td></tr>
<tr><td style="font-size:12px;color:#6b767d">You get this letter since you asked for it. <a href="${url}/unsubscribe">Unsubscribe</a>
<img src="${url}/seen.gif" alt="" width="1" height="1"></td></tr></table></td></tr></table></body></html>`,
    };
  });
}

/** A stationer's offers in German, with an inline picture. */
export function offers(now: Date): DemoMail[] {
  const goods = ['Füllfederhalter', 'Notizbücher', 'Tinten', 'Briefpapier', 'Kalender', 'Aktenmappen'];
  return Array.from({ length: 12 }, (_, index) => {
    const product = goods[index % goods.length] ?? '';
    const mail = letter(`offers-${100 - index}`, 'paper', daysBefore(now, index * 15 + 1.2));
    return {
      ...mail,
      language: 'de' as const,
      subject: `✒️ ${product}: nur diese Woche 20 % günstiger`,
      text: `${product} für Büro und Schreibtisch – diese Woche 20 % günstiger.\n\nPapier & Feder`,
      html: `<div lang="de" style="max-width:560px;margin:auto;font-family:Verdana,sans-serif"><h1 style="color:#7a4a2d">${product}</h1>
<p>Diese Woche <strong style="background:#ffe9b8">20 % günstiger</strong>, solange der Vorrat reicht.</p>
<p><img src="cid:${contentId(mail, 0)}" alt="Unsere Preise" width="420" height="180"></p>
<ul><li>versandkostenfrei ab 40 €</li><li>Rückgabe innerhalb von 30 Tagen</li></ul><p>Ihr Team von Papier &amp; Feder</p></div>`,
      enclosures: [{ kind: 'picture' as const, filename: 'preise.png', values: [9, 8, 7, 6, 5 + (index % 3), 4] }],
    };
  });
}

function letter(name: string, from: 'gazette' | 'paper', date: Date): DemoMail {
  const to = [people.anna, people.ben];
  return {
    id: `${name}@letters.example`,
    references: [],
    from: people[from],
    to,
    cc: [],
    subject: '',
    date,
    language: 'en',
    text: '',
    enclosures: [],
    folder: 'Inbox/Newsletters',
  };
}
