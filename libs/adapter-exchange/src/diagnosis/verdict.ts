import { diagnosisCode, type DiagnosisFinding, type DiagnosisLine, type MailErrorCode } from '@mailroom/contract';
import type { MailError } from '@mailroom/mail-adapter';

/** How a step ended. A step that passed may have a code too: what to know of it all the same. */
export type Verdict = Pick<DiagnosisLine, 'code' | 'message' | 'remedy'> & { status: 'passed' | 'failed' | 'skipped' };

/** Servers have a part in messages, and may say anything at any length. */
const longestMessage = 500;

export const passed = (message?: string): Verdict => ({
  status: 'passed',
  ...(message !== undefined && { message: message.slice(0, longestMessage) }),
});

/** @param message default: what the code stands for */
export function verdict(status: Verdict['status'], code: DiagnosisFinding | MailErrorCode, message?: string): Verdict {
  const { title = code, remedy } = diagnosisCode(code) ?? {};
  return {
    status,
    code,
    message: (message ?? title).slice(0, longestMessage),
    ...(remedy !== undefined && status !== 'skipped' && { remedy }),
  };
}

export const failedBy = ({ code, message }: MailError): Verdict => verdict('failed', code, message);
