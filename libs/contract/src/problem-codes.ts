import { type DiagnosisFinding, diagnosisFindings } from './diagnosis-codes';
import { isMailErrorCode, type MailErrorCode, mailErrors } from './mail-errors';

/** Problems that may come with a `remedy`. */
const remediable = [
  'account-changed',
  'account-disconnected',
  'account-managed',
  'account-needs-attention',
  'account-paused',
  'attachments-too-large',
  'beyond-policy',
  'domain-taken',
  'draft-being-sent',
  'draft-changed',
  'email-bytes-missing',
  'email-not-failed',
  'email-too-costly',
  'idempotency-key-required',
  'idempotency-key-reused',
  'internal-error',
  'not-signed-in',
  'permission-required',
  'policy-fixed',
  'provider-has-accounts',
  'quoted-email-gone',
  'receiving-off',
  'sending-off',
  'too-many-drafts',
] as const;

/** Problems whose `detail`, or field's `message`, says all there is to say. */
const plain = [
  'account-deleting',
  'account-exists',
  'attachment-content-required',
  'auth-method-unavailable',
  'client-id-required',
  'client-secret-required',
  'diagnosis-unavailable',
  'domain-required',
  'email-address-invalid',
  'email-not-found',
  'email-not-waiting',
  'folder-unknown',
  'invalid-certificate',
  'invalid-cursor',
  'invalid-domain',
  'invalid-email-address',
  'invalid-private-key',
  'login-contradicts',
  'login-required',
  'not-found',
  'oauth-required',
  'password-required',
  'plain-http-forbidden',
  'private-key-required',
  'provider-unknown',
  'receive-or-send-required',
  'recipient-required',
  'server-required',
  'service-address-credentials',
  'service-address-empty',
  'service-address-host',
  'service-address-path',
  'service-address-scheme',
  'service-type-unavailable',
  'tenant-required',
  'validation-failed',
  'version-unknown',
  // The HTTP framework's own: a body that is no JSON, is too large, or is of a kind that is not read.
  'bad-request',
  'payload-too-large',
  'unsupported-media-type',
  // The schema library's own: see `fieldProblems`.
  'custom',
  'invalid-element',
  'invalid-format',
  'invalid-key',
  'invalid-type',
  'invalid-union',
  'invalid-value',
  'not-multiple-of',
  'too-big',
  'too-small',
  'unrecognized-keys',
] as const;

type OwnCode = (typeof remediable)[number] | (typeof plain)[number];

/**
 * Every code that the HTTP API answers a failure with: a problem's `code` and those of its `errors`. They are stable: a code keeps its
 * meaning, while its texts may change. What a mail server or a sign-in service fails with is among them by its own code.
 */
export type ProblemCode = OwnCode | MailErrorCode | DiagnosisFinding;

/** Those that never come with a `remedy`. */
export type ProblemCodeWithoutRemedy = Exclude<OwnCode, (typeof remediable)[number]>;

/** All of them: those of this API first, then a mailbox's. */
export const problemCodes: readonly ProblemCode[] = [
  ...remediable,
  ...plain,
  ...Object.keys(mailErrors).filter(isMailErrorCode),
  ...diagnosisFindings,
];

/** Those of this API that may come with a `remedy`; a mailbox's are with theirs in `mailErrors` and `diagnosisCode`. */
export const remediableProblemCodes: readonly ProblemCode[] = remediable;

/** What a rule of a schema carries, for `fieldProblems` to find. */
export const ruleCode = (code: ProblemCode): { code: ProblemCode } => ({ code });
