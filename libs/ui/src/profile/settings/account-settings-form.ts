import { ChangeDetectionStrategy, Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatDialog } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { type Account, type AccountPatch, type KeepOrRemove, type Problem } from '@mailroom/contract';
import { ManagedNote } from './managed-note';
import { ProblemNote } from '../../components/problem-note';
import { AccountStore } from '../../data-access/account-store';
import { problemOf } from '../../data-access/problem-of';
import { formatDay } from '../../i18n/numbers';
import { ExclusionFields } from '../../exclusions/exclusion-fields';
import { outlinedFields } from '../../forms/outlined-fields';
import { beginsLater, settingsForm, settingsPatch } from './account-settings-model';
import { FolderChoice } from './folder-choice';
import { NarrowingDialog } from './narrowing-dialog';

/** What is imported of a mailbox, and how it sends; saves itself and leads back. */
@Component({
  selector: 'mailroom-account-settings-form',
  imports: [
    ExclusionFields,
    FolderChoice,
    ManagedNote,
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
  private readonly dialog = inject(MatDialog);

  readonly account = input.required<Account>();

  protected readonly form = computed(() => settingsForm(this.account()));
  private readonly folders = viewChild(FolderChoice);
  /** The organisation's policy lets its owner change nothing of what is imported. */
  protected readonly isFixed = computed(() => this.account().policy?.usersMayTighten === false);
  /** A day before which the organisation imports nothing. */
  protected readonly earliest = computed(() => this.account().policy?.startDate?.slice(0, 10) ?? null);
  protected readonly saving = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  hasChanges(): boolean {
    return this.form().dirty || (this.folders()?.changes() ?? []).length > 0;
  }

  protected async save(): Promise<void> {
    const form = this.form();
    form.markAllAsTouched();
    if (form.invalid || this.saving()) return;
    const patch = settingsPatch(form, this.account());
    const earlier = await this.askWhatBecomesOfThem(patch);
    if (!earlier) return;
    this.saving.set(true);
    this.problem.set(null);
    try {
      if (Object.keys(patch).length > 0) {
        await this.store.update(this.account().id, { ...patch, ...(patch.startDate && { earlierEmails: earlier }) });
      }
      await this.folders()?.save(earlier);
      form.markAsPristine();
      this.snackBar.open($localize`:@@mailroom.account-settings.saved:The settings are saved.`, undefined, { duration: 5_000 });
      void this.router.navigate(['..'], { relativeTo: this.route });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.saving.set(false);
    }
  }

  /** Where less is imported than before, its owner says what becomes of what is here; `undefined`: they call it off. */
  private askWhatBecomesOfThem(patch: AccountPatch): Promise<KeepOrRemove | undefined> {
    const points = this.folders()?.dropped() ?? [];
    if (beginsLater(patch, this.account()) && this.account().importedCount > 0) {
      points.push($localize`:@@mailroom.narrowing.earlier:Emails received before ${formatDay(patch.startDate ?? '')}:day:`);
    }
    return points.length === 0 ? Promise.resolve('keep') : NarrowingDialog.ask(this.dialog, points);
  }
}
