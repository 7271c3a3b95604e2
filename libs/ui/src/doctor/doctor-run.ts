import { computed, signal } from '@angular/core';
import { type DiagnosisLine, type DiagnosisStep, diagnosisSteps, type Problem } from '@mailroom/contract';
import { type Observable, type Subscription } from 'rxjs';
import { problemOf } from '../data-access/problem-of';
import { explainedCode, localizeMailError } from '../i18n/localize-problem';

/** A step as the screen shows it; `waiting`: its turn has not come, or never came. */
export interface ShownStep {
  step: DiagnosisStep;
  status: DiagnosisLine['status'] | 'waiting';
  durationMs: number;
  code: string;
  /** What happened, in the user's language; '' when there is nothing to say. */
  message: string;
  remedy: string;
  /** Whose mailbox was tried; '' where that is no question. */
  mailbox: string;
}

/** Why a step was skipped, which the screen says beside the step's name. */
const saysItAll = ['not-tried', 'not-needed'];

/** One run of the set-up doctor after the other, live. */
export class DoctorRun {
  private readonly lines = signal<readonly DiagnosisLine[]>([]);
  private readonly current = signal<'idle' | 'running' | 'finished' | 'cancelled'>('idle');
  private readonly failure = signal<Problem | null>(null);
  private subscription: Subscription | undefined;

  readonly state = this.current.asReadonly();
  /** Why the run itself did not work. */
  readonly problem = this.failure.asReadonly();
  /** Every step in its order, as far as it has come. */
  readonly steps = computed(() => diagnosisSteps.map((step) => this.shown(step)));
  /** Whether there is something to show: a run that was refused has no steps. */
  readonly hasBegun = computed(() => this.state() !== 'idle' && (this.problem() === null || this.lines().length > 0));
  readonly done = computed(() => this.steps().filter(({ status }) => status !== 'waiting' && status !== 'running').length);
  readonly failed = computed(() => this.steps().some(({ status }) => status === 'failed'));

  start(lines: Observable<DiagnosisLine>): void {
    this.subscription?.unsubscribe();
    this.lines.set([]);
    this.failure.set(null);
    this.current.set('running');
    this.subscription = lines.subscribe({
      next: (line) => {
        this.lines.update((known) => [...known, line]);
      },
      error: (error: unknown) => {
        this.failure.set(problemOf(error));
        this.current.set('finished');
      },
      complete: () => {
        this.current.set('finished');
      },
    });
  }

  /** Ends the run, also on the server; nothing when none is under way. */
  cancel(): void {
    this.subscription?.unsubscribe();
    if (this.current() === 'running') this.current.set('cancelled');
  }

  private shown(step: DiagnosisStep): ShownStep {
    const line = this.lines()
      .filter((candidate) => candidate.step === step)
      .at(-1);
    const stopped = line?.status === 'running' && this.current() !== 'running';
    if (!line || stopped) return { step, status: 'waiting', durationMs: 0, code: '', message: '', remedy: '', mailbox: '' };
    const { status, durationMs, code = '', mailbox = '' } = line;
    return { step, status, durationMs, code, mailbox, ...(saysItAll.includes(code) ? { message: '', remedy: '' } : explained(line)) };
  }
}

function explained({ code, message, remedy }: DiagnosisLine): { message: string; remedy: string } {
  if (code === undefined) return { message: message ?? '', remedy: remedy ?? '' };
  const known = explainedCode(code);
  const said = localizeMailError({ code, message: message ?? known.message, remedy: remedy ?? known.remedy });
  return { message: said.message, remedy: said.remedy ?? '' };
}
