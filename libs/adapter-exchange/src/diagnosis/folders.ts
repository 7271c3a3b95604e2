import { syncFolderHierarchy } from '../operations/sync-folder-hierarchy';
import { proveMailbox } from '../session/identify-mailbox';
import type { Patient } from './patient';
import { passed, type Verdict } from './verdict';

/** Whether it is this mailbox that is opened, and its folders can be read. @throws MailError */
export async function folders(patient: Patient): Promise<Verdict> {
  const client = patient.client();
  await proveMailbox(client, patient.callOptions);
  const { changes, isLast } = await syncFolderHierarchy(client, null, patient.callOptions);
  const { description } = patient.server;
  return passed(`${changes.length}${isLast ? '' : ' or more'} folders${description === null ? '' : ` on ${description}`}.`);
}
