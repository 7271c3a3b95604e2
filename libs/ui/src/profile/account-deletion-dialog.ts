import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { MatRadioModule } from '@angular/material/radio';
import { type Account } from '@mailroom/contract';
import { type EmailsOfDeleted } from '../data-access/accounts-api';
import { mailboxAddress } from '../data-access/mailbox-address';
import { formatCount } from '../i18n/numbers';

/** Asks what becomes of the emails when an account is deleted; closes with the choice, or with nothing when it is called off. */
@Component({
  selector: 'mailroom-account-deletion-dialog',
  imports: [MatButton, MatDialogModule, MatRadioModule],
  template: `
    <h2 mat-dialog-title>{{ title }}</h2>
    <mat-dialog-content>
      <p i18n="@@mailroom.account-deletion.message">
        The mailbox itself is not touched: every email stays on the mail server. The sign-in, the settings and the choice of folders are
        lost.
      </p>
      @if (hasChoice) {
        <mat-radio-group [value]="choice()" (change)="choice.set($event.value)" [attr.aria-label]="question">
          <mat-radio-button value="keep">
            <span class="choice" i18n="@@mailroom.account-deletion.keep">Keep its emails in the CRM</span>
            <span class="why" i18n="@@mailroom.account-deletion.keep.why">
              {{ count }} emails stay readable, also beside your contacts. Nothing new arrives until you connect the mailbox again.
            </span>
          </mat-radio-button>
          <mat-radio-button value="remove">
            <span class="choice" i18n="@@mailroom.account-deletion.remove">Remove its emails from the CRM, too</span>
            <span class="why" i18n="@@mailroom.account-deletion.remove.why">
              {{ count }} emails and their attachments are removed, also beside your contacts. This cannot be undone.
            </span>
          </mat-radio-button>
        </mat-radio-group>
      } @else {
        <p i18n="@@mailroom.account-deletion.remove.why">
          {{ count }} emails and their attachments are removed, also beside your contacts. This cannot be undone.
        </p>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" mat-dialog-close i18n="@@mailroom.cancel">Cancel</button>
      <button matButton="filled" type="button" class="destructive" [mat-dialog-close]="choice()">{{ action() }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    p {
      margin: 0 0 0.75rem;
    }
    mat-radio-group {
      display: grid;
      gap: 0.25rem;
    }
    mat-radio-button {
      --mat-radio-label-text-line-height: 1.25rem;
    }
    .choice,
    .why {
      display: block;
    }
    .choice {
      color: var(--mat-sys-on-surface);
    }
    .why {
      margin-bottom: 0.375rem;
      font: var(--mat-sys-body-small);
      color: var(--mat-sys-on-surface-variant);
    }
    .destructive {
      --mat-button-filled-container-color: var(--mat-sys-error);
      --mat-button-filled-label-text-color: var(--mat-sys-on-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountDeletionDialog {
  private readonly account = inject<Account>(MAT_DIALOG_DATA);
  private readonly address = mailboxAddress(this.account);

  /** Of an account that has only its emails left, nothing would be deleted if they were kept. */
  protected readonly hasChoice = this.account.phase !== 'disconnected';
  protected readonly choice = signal<EmailsOfDeleted>(this.hasChoice ? 'keep' : 'remove');
  protected readonly count = formatCount(this.account.importedCount);
  protected readonly title = $localize`:@@mailroom.account-deletion.title:Delete ${this.address}:address: from the CRM?`;
  protected readonly question = $localize`:@@mailroom.account-deletion.question:What becomes of its emails`;
  protected readonly action = computed(() =>
    this.choice() === 'keep'
      ? $localize`:@@mailroom.account-deletion.action:Delete account`
      : $localize`:@@mailroom.account-deletion.action.remove:Delete account and emails`,
  );
}
