import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, type MatDialog, MatDialogModule } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { type Problem, type Reconciliation } from '@mailroom/contract';
import { firstValueFrom, type Observable } from 'rxjs';
import { ProblemNote } from '../components/problem-note';
import { problemOf } from '../data-access/problem-of';
import { differenceCount } from './difference-texts';
import { FolderDifferences } from './folder-differences';

export interface ReconciledMailbox {
  /** The call that compares, and mends if wanted. */
  reconcile: (repair: boolean) => Observable<Reconciliation>;
  address: string;
  /** Whether it belongs to who looks: other people's messages are counted, never named. */
  isOwn: boolean;
}

/** Compares a mailbox on the server with what the CRM has of it, folder by folder, and mends what differs. */
@Component({
  selector: 'mailroom-reconciliation-dialog',
  imports: [FolderDifferences, MatButton, MatDialogModule, MatIcon, MatProgressBar, ProblemNote],
  templateUrl: './reconciliation-dialog.html',
  styleUrl: './reconciliation-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReconciliationDialog {
  protected readonly mailbox = inject<ReconciledMailbox>(MAT_DIALOG_DATA);

  protected readonly running = signal<'comparing' | 'repairing' | null>(null);
  protected readonly result = signal<Reconciliation | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly differences = computed(() => differenceCount(this.result()));
  protected readonly mayRepair = computed(() => this.result()?.repair === 'none' && this.differences() > 0);
  protected readonly runningLabel = computed(() =>
    this.running() === 'repairing'
      ? $localize`:@@mailroom.reconciliation.repairing:Bringing back what is missing…`
      : $localize`:@@mailroom.reconciliation.comparing:Asking the server what is in each folder…`,
  );

  /** Opens it, and gives the way to know when it is closed. */
  static open(dialog: MatDialog, mailbox: ReconciledMailbox) {
    return dialog.open(ReconciliationDialog, { data: mailbox, width: '44rem', maxWidth: '100vw', autoFocus: 'first-heading' });
  }

  constructor() {
    void this.compare();
  }

  protected compare(): Promise<void> {
    return this.run('comparing');
  }

  protected repair(): Promise<void> {
    return this.run('repairing');
  }

  private async run(what: 'comparing' | 'repairing'): Promise<void> {
    if (this.running()) return;
    this.running.set(what);
    this.problem.set(null);
    try {
      this.result.set(await firstValueFrom(this.mailbox.reconcile(what === 'repairing')));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.running.set(null);
    }
  }
}
