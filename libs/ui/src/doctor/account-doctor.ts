import { ChangeDetectionStrategy, Component, DestroyRef, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, type MatDialog, MatDialogModule } from '@angular/material/dialog';
import { type Account } from '@mailroom/contract';
import { ProblemNote } from '../components/problem-note';
import { DiagnosisApi } from '../data-access/diagnosis-api';
import { DoctorRun } from './doctor-run';
import { DoctorSteps } from './doctor-steps';

/** Tries an account, step by step, with what is stored for it. */
@Component({
  selector: 'mailroom-account-doctor',
  imports: [DoctorSteps, MatButton, MatDialogModule, ProblemNote],
  template: `
    <h2 mat-dialog-title i18n="@@mailroom.doctor.account">Check the connection</h2>
    <mat-dialog-content>
      <p>{{ account.emailAddress }}</p>
      @if (run.hasBegun()) {
        <mailroom-doctor-steps [run]="run" />
      }
      @if (run.problem(); as problem) {
        <mailroom-problem-note [problem]="problem" />
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" mat-dialog-close i18n="@@mailroom.close">Close</button>
      @if (run.state() === 'running') {
        <button matButton="outlined" type="button" (click)="run.cancel()" i18n="@@mailroom.doctor.cancel">Cancel the test</button>
      } @else {
        <button matButton="filled" type="button" (click)="start()" i18n="@@mailroom.doctor.again">Run again</button>
      }
    </mat-dialog-actions>
  `,
  styles: `
    p {
      margin: 0 0 0.5rem;
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountDoctor {
  private readonly api = inject(DiagnosisApi);
  protected readonly account = inject<Account>(MAT_DIALOG_DATA);
  protected readonly run = new DoctorRun();

  static open(dialog: MatDialog, account: Account): void {
    dialog.open(AccountDoctor, { data: account, width: '32rem', maxWidth: '100vw' });
  }

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.run.cancel();
    });
    this.start();
  }

  protected start(): void {
    this.run.start(this.api.ofAccount(this.account.id));
  }
}
