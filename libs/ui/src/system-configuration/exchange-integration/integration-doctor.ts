import { ChangeDetectionStrategy, Component, DestroyRef, inject, input, output, signal } from '@angular/core';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { emailAddressSchema, fieldProblems, type IntegrationDiagnosisInput } from '@mailroom/contract';
import { ProblemNote } from '../../components/problem-note';
import { ExchangeIntegrationApi } from '../../data-access/exchange-integration-api';
import { DoctorRun } from '../../doctor/doctor-run';
import { DoctorSteps } from '../../doctor/doctor-steps';
import { fieldMessage } from '../../forms/field-message';

/** Tries the integration before it is saved, by opening a user's mailbox as the super-user would. */
@Component({
  selector: 'mailroom-integration-doctor',
  imports: [DoctorSteps, MatButton, MatFormFieldModule, MatIcon, MatIconButton, MatInput, ProblemNote, ReactiveFormsModule],
  templateUrl: './integration-doctor.html',
  styleUrl: '../../doctor/provider-doctor.scss',
  host: { role: 'region', 'aria-labelledby': 'mailroom-integration-doctor-title' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IntegrationDoctor {
  private readonly api = inject(ExchangeIntegrationApi);

  /** Gives the settings as they stand in the form, or `null` when the form must be mended first. */
  readonly draft = input.required<() => IntegrationDiagnosisInput | null>();
  readonly closed = output();

  protected readonly run = new DoctorRun();
  protected readonly emailAddress = new FormControl('', { nonNullable: true });
  protected readonly message = signal('');

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.run.cancel();
    });
  }

  protected start(): void {
    const address = this.emailAddress.value.trim();
    const parsed = emailAddressSchema.safeParse(address);
    const isRefused = address !== '' && !parsed.success;
    this.message.set(isRefused ? fieldProblems(parsed.error).map(fieldMessage).join(' ') : '');
    this.emailAddress.setErrors(isRefused ? { address: true } : null);
    this.emailAddress.markAsTouched();
    if (isRefused) return;
    const draft = this.draft()();
    if (draft) this.run.start(this.api.diagnose({ ...draft, ...(parsed.success && { emailAddress: parsed.data }) }));
  }
}
