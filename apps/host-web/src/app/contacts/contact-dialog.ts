import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { type AbstractControl, NonNullableFormBuilder, ReactiveFormsModule, type ValidationErrors } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIconModule } from '@angular/material/icon';
import { MatInputModule } from '@angular/material/input';
import { normaliseEmailAddress } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { problemText } from '../problem-text';
import { type Contact, ContactsApi } from './contacts-api';

/** `contact` is the one to edit, `null` makes a new one. */
export interface ContactDialogData {
  contact: Contact | null;
}

/** Closes with the saved contact, or with nothing when it was left. */
@Component({
  selector: 'app-contact-dialog',
  imports: [ReactiveFormsModule, MatButtonModule, MatDialogModule, MatFormFieldModule, MatIconModule, MatInputModule],
  templateUrl: './contact-dialog.html',
  styleUrl: './contact-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactDialog {
  private readonly api = inject(ContactsApi);
  private readonly dialog = inject<MatDialogRef<ContactDialog, Contact>>(MatDialogRef);
  private readonly builder = inject(NonNullableFormBuilder);
  protected readonly contact = inject<ContactDialogData>(MAT_DIALOG_DATA).contact;

  protected readonly form = this.builder.group({
    name: this.contact?.name ?? '',
    emailAddresses: this.builder.array((this.contact?.emailAddresses ?? ['']).map((address) => this.addressControl(address))),
  });
  protected readonly saving = signal(false);
  protected readonly problem = signal<string | null>(null);

  protected addAddress(): void {
    this.form.controls.emailAddresses.push(this.addressControl(''));
  }

  protected removeLabel(index: number): string {
    return $localize`:@@host.contactDialog.removeAddress:Remove address ${index + 1}:number:`;
  }

  protected async save(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid || this.saving()) return;
    this.saving.set(true);
    this.problem.set(null);
    const { name, emailAddresses } = this.form.getRawValue();
    const input = {
      name: name.trim(),
      emailAddresses: emailAddresses.map((address) => address.trim()).filter((address) => address !== ''),
    };
    try {
      this.dialog.close(await firstValueFrom(this.contact ? this.api.update(this.contact.id, input) : this.api.create(input)));
    } catch (error) {
      this.problem.set(problemText(error));
    } finally {
      this.saving.set(false);
    }
  }

  private addressControl(address: string) {
    return this.builder.control(address, emptyOrAddress);
  }
}

function emptyOrAddress({ value }: AbstractControl<string>): ValidationErrors | null {
  return value.trim() === '' || normaliseEmailAddress(value) !== null ? null : { emailAddress: true };
}
