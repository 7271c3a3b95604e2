import { ChangeDetectionStrategy, Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { type Account, type Problem } from '@mailroom/contract';
import { ProblemNote } from '../../components/problem-note';
import { AccountStore } from '../../data-access/account-store';
import { problemOf } from '../../data-access/problem-of';
import { outlinedFields } from '../../forms/outlined-fields';
import { settingsForm, settingsPatch } from './account-settings-model';
import { FolderChoice } from './folder-choice';

/** What is imported of a mailbox, and how it sends; saves itself and leads back. */
@Component({
  selector: 'mailroom-account-settings-form',
  imports: [
    FolderChoice,
    MatButton,
    MatCheckbox,
    MatFormFieldModule,
    MatInput,
    MatRadioModule,
    ProblemNote,
    ReactiveFormsModule,
    RouterLink,
  ],
  templateUrl: './account-settings-form.html',
  styleUrl: './account-settings-form.scss',
  providers: [outlinedFields],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountSettingsForm {
  private readonly store = inject(AccountStore);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly snackBar = inject(MatSnackBar);

  readonly account = input.required<Account>();

  protected readonly form = computed(() => settingsForm(this.account()));
  private readonly folders = viewChild(FolderChoice);
  protected readonly saving = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  hasChanges(): boolean {
    return this.form().dirty || (this.folders()?.changes() ?? []).length > 0;
  }

  protected async save(): Promise<void> {
    const form = this.form();
    form.markAllAsTouched();
    if (form.invalid || this.saving() || (await this.folders()?.mayRemove()) === false) return;
    this.saving.set(true);
    this.problem.set(null);
    try {
      const patch = settingsPatch(form, this.account());
      if (Object.keys(patch).length > 0) await this.store.update(this.account().id, patch);
      await this.folders()?.save();
      form.markAsPristine();
      this.snackBar.open($localize`:@@mailroom.account-settings.saved:The settings are saved.`, undefined, { duration: 5_000 });
      void this.router.navigate(['..'], { relativeTo: this.route });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.saving.set(false);
    }
  }
}
