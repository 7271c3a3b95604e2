import { type DiagnosisFinding, type DiagnosisLine, type DiagnosisStep, diagnosisSteps } from '@mailroom/contract';
import { type DiagnoseOptions, MailError, type MailboxTarget } from '@mailroom/mail-adapter';
import { untilAborted } from '../client/until-aborted';
import { authentication } from './authentication';
import { autodiscover } from './autodiscover';
import { dns } from './dns';
import { folders } from './folders';
import { impersonation } from './impersonation';
import { Patient, type PatientParts } from './patient';
import { send } from './send';
import { tls } from './tls';
import { failedBy, type Verdict, verdict } from './verdict';

/** In milliseconds, of a whole run: who looks on is answered within 15 s. */
const longestRun = 14_000;

const examinations: Record<DiagnosisStep, (patient: Patient) => Promise<Verdict>> = {
  dns,
  tls,
  autodiscover,
  authentication,
  impersonation,
  folders,
  send,
};

/** The set-up doctor: step after step, as `MailAdapter.diagnose` promises. */
export async function* diagnose(
  parts: PatientParts,
  target: MailboxTarget,
  { signal: ended, send: sends = true, signIn: signsIn = true }: DiagnoseOptions = {},
  limitMs = longestRun,
): AsyncGenerator<DiagnosisLine> {
  const cancellation = new AbortController();
  const limit = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([limit, cancellation.signal, ...(ended ? [ended] : [])]);
  const patient = new Patient(parts, target, { signal, sends, signsIn });
  let stopped: DiagnosisFinding | null = null;
  try {
    for (const step of diagnosisSteps) {
      if (stopped !== null) {
        yield { step, durationMs: 0, ...verdict('skipped', stopped) };
        continue;
      }
      yield { step, status: 'running', durationMs: 0 };
      const startedAt = performance.now();
      const outcome = await examine(step, patient, signal);
      ended?.throwIfAborted();
      if (outcome.status === 'failed') stopped = 'not-tried';
      if (outcome.code === 'sign-in-needed') stopped = outcome.code;
      const mailbox = step === 'impersonation' && target.access === 'impersonation' ? { mailbox: target.mailboxAddress } : {};
      yield { step, durationMs: Math.round(performance.now() - startedAt), ...outcome, ...mailbox };
    }
  } finally {
    cancellation.abort();
    patient.dismiss();
  }
}

/** Nobody waits longer than the signal says, whatever a step still waits for. */
async function examine(step: DiagnosisStep, patient: Patient, signal: AbortSignal): Promise<Verdict> {
  try {
    return await untilAborted(examinations[step](patient), signal);
  } catch (error) {
    if (signal.aborted) return failedBy(new MailError('timeout'));
    if (error instanceof MailError) return failedBy(error);
    throw error;
  }
}
