import { MailError, type MailboxTarget } from '@mailroom/mail-adapter';
import { offeredSchemes } from '../errors/refused-login';
import { getFolder } from '../operations/get-folder';
import { acceptedSchemes } from '../client/accepted-schemes';
import type { Patient } from './patient';
import { knock } from './knock';
import { refine } from './refine';
import { passed, type Verdict, verdict } from './verdict';

/** In milliseconds: what Kerberos, NTLM and tokens are commonly allowed. */
const allowedSkew = 300_000;

/** Whether Exchange Web Services are there, and take this login. @throws MailError */
export async function authentication(patient: Patient): Promise<Verdict> {
  const { challenges, date } = await knock(patient);
  patient.clockAheadMs = date === null ? null : date.getTime() - Date.now();
  const offered = offeredSchemes(challenges);
  const ours = acceptedSchemes(patient.target.credentials);
  if (offered.length > 0 && !offered.some((scheme) => ours.includes(scheme.toLowerCase()))) {
    return verdict('failed', 'method-not-offered', `The mail server offers ${offered.slice(0, 10).join(', ')}, not ${ours[0] ?? ''}.`);
  }
  if (!patient.options.signsIn) return verdict('skipped', 'sign-in-needed');
  const failure = await signIn(patient);
  const skewed = clockVerdict(patient, failure === null ? 'passed' : 'failed');
  if (failure === null) return skewed ?? passed(`The login was accepted by ${ours[0] ?? ''}.`);
  const isByClock = failure.code === 'authentication-failed' && ours[0] !== 'basic';
  return isByClock && skewed ? skewed : refine(patient, failure, offered);
}

/** @returns why the login is refused; what is wrong with the mailbox only, of which other steps tell, is no reason */
async function signIn(patient: Patient): Promise<MailError | null> {
  const { target } = patient;
  const own: MailboxTarget = { ...target, access: 'owner' };
  try {
    const [inbox] = await getFolder(patient.client(own), [{ distinguished: 'inbox' }], patient.callOptions);
    return inbox instanceof MailError && !isOfMailbox(inbox) ? inbox : null;
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    return target.access !== 'owner' && isOfMailbox(error) ? null : error;
  }
}

/** A service account may have no mailbox of its own. */
function isOfMailbox({ code }: MailError): boolean {
  return code === 'mailbox-not-found' || code === 'authorization-denied' || code === 'item-not-found';
}

function clockVerdict({ clockAheadMs }: Patient, status: 'passed' | 'failed'): Verdict | null {
  if (clockAheadMs === null || Math.abs(clockAheadMs) < allowedSkew) return null;
  const minutes = Math.round(Math.abs(clockAheadMs) / 60_000);
  const direction = clockAheadMs > 0 ? 'ahead of' : 'behind';
  return verdict(status, 'clock-skewed', `The mail server’s clock is ${minutes} minutes ${direction} the CRM’s.`);
}
