import { getCreateRights } from '../operations/get-create-rights';
import type { Patient } from './patient';
import { passed, type Verdict, verdict } from './verdict';

/** Whether what is sent could be kept among the sent items; nothing is sent to anybody. @throws MailError */
export async function send(patient: Patient): Promise<Verdict> {
  if (!patient.options.sends) return verdict('skipped', 'not-needed', 'Sending is switched off in the email provider.');
  const mayCreate = await getCreateRights(patient.client(), 'sentitems', patient.callOptions);
  return mayCreate === false ? verdict('failed', 'sending-denied') : passed('Nothing was sent.');
}
