import { MailError } from '@mailroom/mail-adapter';
import { isMicrosoft365 } from '../discovery/microsoft365';
import { getFolder } from '../operations/get-folder';
import type { Patient } from './patient';
import { failedBy, type Verdict, verdict } from './verdict';

/** Says more exactly why a login was refused, where one more request can tell. */
export async function refine(patient: Patient, failure: MailError, offered: readonly string[]): Promise<Verdict> {
  if (failure.code === 'authentication-failed' && (await isRightByBasic(patient, offered))) return verdict('failed', 'extended-protection');
  if (failure.code !== 'client-blocked') return failedBy(failure);
  if (isMicrosoft365(patient.endpoint.host)) return verdict('failed', 'tenant-ews-disabled');
  return (await isOpenToOthers(patient)) ? failedBy(failure) : verdict('failed', 'ews-disabled');
}

/** NTLM alone knows Extended Protection: the same password by Basic tells it from a wrong one. Never where it would go unencrypted. */
async function isRightByBasic(patient: Patient, offered: readonly string[]): Promise<boolean> {
  const { credentials } = patient.target;
  if (credentials.kind !== 'password' || credentials.method !== 'ntlm' || !patient.endpoint.secure) return false;
  if (!offered.some((scheme) => scheme.toLowerCase() === 'basic')) return false;
  return answers(patient, { ...patient.target, access: 'owner', credentials: { ...credentials, method: 'basic' } });
}

/** A program is blocked by its name; a mailbox whose web services are off is off to all. */
function isOpenToOthers(patient: Patient): Promise<boolean> {
  return answers(patient, { ...patient.target, access: 'owner' }, 'Set-up check');
}

async function answers(patient: Patient, target: Patient['target'], userAgent?: string): Promise<boolean> {
  try {
    await getFolder(patient.client(target, userAgent), [{ distinguished: 'inbox' }], patient.callOptions);
    return true;
  } catch (error) {
    if (error instanceof MailError) return false;
    throw error;
  }
}
