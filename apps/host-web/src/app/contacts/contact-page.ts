import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Router, RouterLink } from '@angular/router';
import { ContactEmails } from '@mailroom/ui';
import { firstValueFrom } from 'rxjs';
import { Confirm, type ConfirmData } from '../confirm';
import { problemText } from '../problem-text';
import { Avatar } from '../shell/avatar';
import { ContactDialog, type ContactDialogData } from './contact-dialog';
import { type Contact, ContactsApi } from './contacts-api';

@Component({
  selector: 'app-contact-page',
  imports: [MatButtonModule, MatIconModule, MatProgressBarModule, RouterLink, ContactEmails, Avatar],
  templateUrl: './contact-page.html',
  styleUrl: './contact-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactPage {
  /** From the route. */
  readonly contactId = input.required<string>();

  private readonly api = inject(ContactsApi);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly snackBar = inject(MatSnackBar);
  protected readonly problemText = problemText;
  protected readonly contact = rxResource({ params: () => this.contactId(), stream: ({ params }) => this.api.get(params) });

  protected async edit(contact: Contact): Promise<void> {
    const dialog = this.dialog.open<ContactDialog, ContactDialogData, Contact>(ContactDialog, { data: { contact }, width: '520px' });
    const saved = await firstValueFrom(dialog.afterClosed());
    if (saved) this.contact.set(saved);
  }

  protected async delete(contact: Contact): Promise<void> {
    const data: ConfirmData = {
      title: $localize`:@@host.contact.deleteTitle:Delete ${contact.name}:name:?`,
      text: $localize`:@@host.contact.deleteText:The contact and its addresses are deleted. Emails stay in their mailboxes and in the communication panel.`,
      action: $localize`:@@host.contact.delete:Delete`,
    };
    const dialog = this.dialog.open<Confirm, ConfirmData, boolean>(Confirm, { data, width: '440px' });
    if (!(await firstValueFrom(dialog.afterClosed()))) return;
    try {
      await firstValueFrom(this.api.delete(contact.id));
      await this.router.navigateByUrl('/contacts');
    } catch (error) {
      this.snackBar.open(problemText(error), $localize`:@@host.close:Close`);
    }
  }
}
