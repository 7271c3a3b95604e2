import { MailError } from '@mailroom/mail-adapter';
import { getFolder } from '../operations/get-folder';
import type { Patient } from './patient';
import { passed, type Verdict, verdict } from './verdict';

/** Whether the service account may act for the mailbox's owner. @throws MailError */
export async function impersonation(patient: Patient): Promise<Verdict> {
  const { access, mailboxAddress } = patient.target;
  if (access !== 'impersonation') return verdict('skipped', 'not-needed');
  const [inbox] = await getFolder(patient.client(), [{ distinguished: 'inbox' }], patient.callOptions);
  if (inbox instanceof MailError) throw new MailError(inbox.code, { message: `${mailboxAddress}: ${inbox.message}`, cause: inbox });
  return passed(`It may act for ${mailboxAddress}.`);
}
