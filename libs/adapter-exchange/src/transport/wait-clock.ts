import { MailError } from '@mailroom/mail-adapter';

/** In milliseconds; `Infinity` where somebody else keeps the time. */
export interface Timeouts {
  /** Looking the name up, TCP and TLS together. */
  connect: number;
  /** From the request to the first byte of the answer: a batch may run a minute on the server. */
  firstByte: number;
  /** Between two pieces of an answer. */
  idle: number;
  /** All waiting for one answer. */
  total: number;
}

const waitedFor: Record<keyof Timeouts, string> = {
  connect: 'a connection',
  firstByte: 'an answer',
  idle: 'the rest of its answer',
  total: 'the whole answer',
};

/** Counts the time that we wait for the server, not the time that the server waits for us. */
export class WaitClock {
  private timer: NodeJS.Timeout | undefined;
  private startedAt = 0;
  private spent = 0;

  constructor(private readonly timeouts: Timeouts) {}

  start(phase: Exclude<keyof Timeouts, 'total'>, onTimeout: (error: MailError) => void): void {
    this.stop();
    this.startedAt = performance.now();
    const left = this.timeouts.total - this.spent;
    const reason = left < this.timeouts[phase] ? 'total' : phase;
    const wait = Math.max(0, Math.min(left, this.timeouts[phase]));
    if (wait === Infinity) return;
    this.timer = setTimeout(() => {
      const seconds = Math.ceil(this.timeouts[reason] / 1_000);
      onTimeout(new MailError('timeout', { message: `The mail server did not send ${waitedFor[reason]} within ${seconds} s.` }));
    }, wait);
  }

  stop(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.spent += performance.now() - this.startedAt;
  }
}
