import { type MailErrorClass, type MailErrorCode, mailErrors } from '@mailroom/contract';

export interface MailErrorOptions {
  /** What exactly happened, for people and logs; never with a secret. Default: the code's title. */
  message?: string;
  /** How long the server asks us to wait, in milliseconds. */
  retryAfterMs?: number;
  /** The server's own code, such as `ErrorServerBusy`. */
  serverCode?: string;
  cause?: unknown;
}

/** The only error that an adapter throws. The engine acts on `class` alone. */
export class MailError extends Error {
  override readonly name = 'MailError';
  readonly retryAfterMs: number | null;
  readonly serverCode: string | null;

  constructor(
    readonly code: MailErrorCode,
    options: MailErrorOptions = {},
  ) {
    super(options.message ?? mailErrors[code].title, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.serverCode = options.serverCode ?? null;
  }

  get class(): MailErrorClass {
    return mailErrors[this.code].class;
  }

  get remedy(): string {
    return mailErrors[this.code].remedy;
  }
}
