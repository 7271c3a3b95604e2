import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, input, type OnInit, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { type ProviderDiagnosisInput, testMailboxSchema } from '@mailroom/contract';
import type * as z from 'zod';
import { PasswordField } from '../components/password-field';
import { ProblemNote } from '../components/problem-note';
import { DiagnosisApi } from '../data-access/diagnosis-api';
import { contractValidator, problemMessage } from '../forms/contract-form';
import { DoctorRun } from './doctor-run';
import { DoctorSteps } from './doctor-steps';

type Draft = Omit<ProviderDiagnosisInput, 'mailbox'>;

/** Tries a provider before it is saved, with a mailbox on it: what it needs to be opened is asked for and not kept. */
@Component({
  selector: 'mailroom-provider-doctor',
  imports: [DoctorSteps, MatButton, MatFormFieldModule, MatIcon, MatIconButton, MatInput, PasswordField, ProblemNote, ReactiveFormsModule],
  templateUrl: './provider-doctor.html',
  styleUrl: './provider-doctor.scss',
  host: { role: 'region', 'aria-labelledby': 'mailroom-doctor-title' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProviderDoctor implements OnInit {
  private readonly api = inject(DiagnosisApi);

  /** Gives the provider as it stands in the form, or `null` when the form must be mended first. */
  readonly draft = input.required<() => Draft | null>();
  readonly authMethod = input.required<string>();
  readonly loginFormat = input.required<string>();
  /** The test mailbox that is proposed. */
  readonly emailAddress = input('');
  readonly closed = output();

  protected readonly run = new DoctorRun();
  protected readonly passwordHint = $localize`:@@mailroom.doctor.password.hint:Used for this test only`;
  protected readonly form = new FormGroup({ emailAddress: text(), login: text(), password: text() });
  protected readonly messages = signal({ emailAddress: '', login: '', password: '' });
  protected readonly byOAuth = computed(() => this.authMethod() === 'oauth2');
  protected readonly asksLogin = computed(() => !this.byOAuth() && this.loginFormat() === 'manual');

  constructor() {
    this.form.addValidators((group) => contractValidator(this.schema(), () => this.mailbox())(group));
    inject(DestroyRef).onDestroy(() => {
      this.run.cancel();
    });
  }

  ngOnInit(): void {
    this.form.controls.emailAddress.setValue(this.emailAddress());
  }

  protected start(): void {
    this.form.updateValueAndValidity();
    this.form.markAllAsTouched();
    const { emailAddress, login, password } = this.form.controls;
    this.messages.set({
      emailAddress: problemMessage(emailAddress),
      login: problemMessage(login),
      password: problemMessage(password),
    });
    if (this.form.invalid) return;
    const draft = this.draft()();
    if (draft) this.run.start(this.api.ofProvider({ ...draft, mailbox: testMailboxSchema.parse(this.mailbox()) }));
  }

  private mailbox(): Record<string, string> {
    const { emailAddress, login, password } = this.form.getRawValue();
    return { emailAddress, ...(this.asksLogin() && login && { login }), ...(!this.byOAuth() && password && { password }) };
  }

  private schema(): z.ZodType {
    if (this.byOAuth()) return testMailboxSchema;
    return this.asksLogin() ? testMailboxSchema.required({ login: true, password: true }) : testMailboxSchema.required({ password: true });
  }
}

function text(): FormControl<string> {
  return new FormControl('', { nonNullable: true });
}
