import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { type MailroomIcon } from '../icons/icons';
import { formatDuration } from '../i18n/numbers';
import { type DoctorRun, type ShownStep } from './doctor-run';
import { stepLabel } from './step-label';

/** The steps of a run as they tick: how long each took, and what to do about the one that failed. */
@Component({
  selector: 'mailroom-doctor-steps',
  imports: [MatIcon, MatProgressBar],
  templateUrl: './doctor-steps.html',
  styleUrl: './doctor-steps.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DoctorSteps {
  readonly run = input.required<DoctorRun>();

  protected readonly percent = computed(() => (this.run().done() / this.run().steps().length) * 100);
  protected readonly progressLabel = $localize`:@@mailroom.doctor.progress:Progress of the test`;
  protected readonly summary = computed(() => {
    const run = this.run();
    const steps = run.steps();
    switch (run.state()) {
      case 'idle':
        return '';
      case 'running':
        return $localize`:@@mailroom.doctor.running:${run.done()}:done: of ${steps.length}:total: steps done`;
      case 'cancelled':
        return $localize`:@@mailroom.doctor.cancelled:Cancelled after ${run.done()}:done: of ${steps.length}:total: steps`;
      case 'finished': {
        const failed = steps.find(({ status }) => status === 'failed');
        if (failed) return $localize`:@@mailroom.doctor.failed:Something is wrong: ${stepLabel(failed.step)}:step:`;
        return run.problem() ? '' : $localize`:@@mailroom.doctor.passed:Everything works.`;
      }
    }
  });

  protected readonly stepLabel = stepLabel;

  protected triedLabel(mailbox: string): string {
    return $localize`:@@mailroom.doctor.tried:Tried with ${mailbox}:mailbox:`;
  }

  protected icon({ status }: ShownStep): MailroomIcon {
    switch (status) {
      case 'waiting':
        return 'circle';
      case 'running':
        return 'sync';
      case 'passed':
        return 'checkCircle';
      case 'failed':
        return 'error';
      case 'skipped':
        return 'skip';
    }
  }

  protected note({ status, durationMs, code }: ShownStep): string {
    switch (status) {
      case 'waiting':
        return this.run().state() === 'running' ? '' : notTried();
      case 'running':
        return $localize`:@@mailroom.doctor.step.running:running`;
      case 'skipped':
        if (code === 'not-tried') return notTried();
        if (code === 'not-needed') return $localize`:@@mailroom.doctor.step.not-needed:not needed`;
        return $localize`:@@mailroom.doctor.step.skipped:skipped`;
      case 'passed':
        return $localize`:@@mailroom.doctor.step.passed:passed in ${formatDuration(durationMs)}:duration:`;
      case 'failed':
        return $localize`:@@mailroom.doctor.step.failed:failed after ${formatDuration(durationMs)}:duration:`;
    }
  }
}

function notTried(): string {
  return $localize`:@@mailroom.doctor.step.not-tried:not tried`;
}
