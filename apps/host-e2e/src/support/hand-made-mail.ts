/** A whole picture of one pixel; a message stretches it. */
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface Letter {
  id: string;
  from: string;
  subject: string;
  contentType: string;
  body: readonly string[];
}

function message({ id, from, subject, contentType, body }: Letter): Buffer {
  const head = [
    `From: ${from}`,
    'To: Anna Berger <anna@demo.test>',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${id}`,
    'MIME-Version: 1.0',
    `Content-Type: ${contentType}`,
  ];
  return Buffer.from([...head, '', ...body, ''].join('\r\n'));
}

export const offer = { id: '<offer-17@demo.test>', subject: 'Our offer for the new harbour office – price list', file: 'price list.csv' };

/** From Ben, with a file. */
export function messageWithAttachment(): Buffer {
  return message({
    id: offer.id,
    from: 'Ben Novak <ben@demo.test>',
    subject: offer.subject,
    contentType: 'multipart/mixed; boundary=parts',
    body: [
      '--parts',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'Hello Anna,',
      '',
      'the price list that we spoke about is attached. May I have your answer by Friday?',
      '',
      'Kind regards',
      'Ben',
      '--parts',
      `Content-Type: text/csv; charset=utf-8; name="${offer.file}"`,
      `Content-Disposition: attachment; filename="${offer.file}"`,
      '',
      'position,price',
      'desks,4200',
      '--parts--',
    ],
  });
}

export const floorPlan = { subject: 'The floor plan, second draft', width: 240, height: 120 };

/** HTML whose picture is a part of the message. */
export function messageWithInlinePicture(): Buffer {
  return message({
    id: '<plan-2@studio.example>',
    from: 'Clara Lindström <clara@studio.example>',
    subject: floorPlan.subject,
    contentType: 'multipart/related; boundary=parts',
    body: [
      '--parts',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>Hello Anna, this is how the ground floor looks now:</p>',
      `<p><img src="cid:plan" alt="Floor plan" width="${floorPlan.width}" height="${floorPlan.height}"></p>`,
      '--parts',
      'Content-Type: image/png; name="plan.png"',
      'Content-ID: <plan>',
      'Content-Disposition: inline; filename="plan.png"',
      'Content-Transfer-Encoding: base64',
      '',
      picture,
      '--parts--',
    ],
  });
}

export const hostile = { subject: 'You have won', text: 'Claim your prize' };

/** HTML that tries to run, to redress the page, to leave it and to tell its sender that it was opened. */
export function hostileMessage(): Buffer {
  const run = "top.hostile='ran';parent.document.title='hostile'";
  return message({
    id: '<prize@hostile.example>',
    from: 'Prize Team <prize@hostile.example>',
    subject: hostile.subject,
    contentType: 'text/html; charset=utf-8',
    body: [
      `<html><head><meta http-equiv="refresh" content="0;url=https://hostile.example/"><base href="https://hostile.example/">`,
      `<link rel="stylesheet" href="https://hostile.example/style.css"><script>${run}</script></head>`,
      `<body onload="${run}"><p>${hostile.text}</p><script src="https://hostile.example/run.js"></script>`,
      `<img src="missing:" onerror="${run}"><svg onload="${run}"><script>${run}</script></svg>`,
      `<img src="https://hostile.example/opened.gif" alt="Prize" width="40" height="40">`,
      `<div style="position:fixed;inset:0;background:url(https://hostile.example/background.png)">Sign in again</div>`,
      `<iframe srcdoc="<script>${run}</script>"></iframe><object data="https://hostile.example/x.swf"></object>`,
      `<a href="javascript:${run}">Collect</a><form action="https://hostile.example/"><input name="password"><button>Go</button></form>`,
      `<details open ontoggle="${run}"><math><mtext><style><img src onerror="${run}"></style></mtext></math></details></body></html>`,
    ],
  });
}
