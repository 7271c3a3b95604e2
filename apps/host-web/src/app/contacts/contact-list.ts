import { ChangeDetectionStrategy, Component, DestroyRef, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIconModule } from '@angular/material/icon';
import { MatInputModule } from '@angular/material/input';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { debounceTime } from 'rxjs';
import { problemText } from '../problem-text';
import { Avatar } from '../shell/avatar';
import { ContactDialog, type ContactDialogData } from './contact-dialog';
import { ContactListStore } from './contact-list-store';
import { type Contact } from './contacts-api';

@Component({
  selector: 'app-contact-list',
  imports: [
    ReactiveFormsModule,
    MatButtonModule,
    MatFormFieldModule,
    MatIconModule,
    MatInputModule,
    MatProgressBarModule,
    RouterLink,
    Avatar,
  ],
  providers: [ContactListStore],
  templateUrl: './contact-list.html',
  styleUrl: './contact-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactList {
  protected readonly store = inject(ContactListStore);
  protected readonly problemText = problemText;
  protected readonly search = new FormControl('', { nonNullable: true });
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly destroyed = inject(DestroyRef);

  constructor() {
    this.search.valueChanges.pipe(debounceTime(250), takeUntilDestroyed()).subscribe((q) => {
      this.store.search(q);
    });
  }

  protected create(): void {
    this.dialog
      .open<ContactDialog, ContactDialogData, Contact>(ContactDialog, { data: { contact: null }, width: '520px' })
      .afterClosed()
      .pipe(takeUntilDestroyed(this.destroyed))
      .subscribe((contact) => {
        if (contact) void this.router.navigate(['/contacts', contact.id]);
      });
  }
}
