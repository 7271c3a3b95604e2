import MailComposer from 'nodemailer/lib/mail-composer';
import type { Enclosure } from './conversation';
import type { DemoMail } from './demo-mail';
import { htmlOf } from './html';
import { pdfDocument } from './pdf';
import { barChart } from './png';

/** The MIME of a demo message: the same bytes for the same message. */
export async function compose(mail: DemoMail): Promise<Buffer> {
  const attachments = mail.enclosures.map((enclosure, index) => attachment(enclosure, contentId(mail, index)));
  const pictureIds = attachments.flatMap(({ cid }) => cid ?? []);
  const { html = htmlOf(mail.text, mail.language, pictureIds) } = mail;
  const composer = new MailComposer({
    messageId: `<${mail.id}>`,
    date: mail.date,
    from: mail.from,
    to: [...mail.to],
    cc: [...mail.cc],
    subject: mail.subject,
    inReplyTo: mail.references.at(-1),
    references: [...mail.references],
    text: mail.text,
    html,
    attachments,
  });
  const root = composer.compile();
  root.baseBoundary = mail.id;
  return root.build();
}

/** The Content-ID of a message's nth enclosure, for an HTML text that places it. */
export function contentId({ id }: Pick<DemoMail, 'id'>, index: number): string {
  return `picture-${index + 1}.${id}`;
}

interface Attachment {
  filename: string;
  content: Buffer;
  contentType: string;
  cid?: string;
  contentDisposition?: 'inline';
}

function attachment(enclosure: Enclosure, cid: string): Attachment {
  const { filename } = enclosure;
  switch (enclosure.kind) {
    case 'document':
      return { filename, content: pdfDocument(enclosure.title, enclosure.lines), contentType: 'application/pdf' };
    case 'table':
      return { filename, content: Buffer.from(enclosure.rows.map((row) => row.join(',')).join('\r\n')), contentType: 'text/csv' };
    case 'picture':
      return { filename, content: barChart(enclosure.values), contentType: 'image/png', cid, contentDisposition: 'inline' };
  }
}
