import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
} from '@angular/core';
import { HttpErrorResponse } from '@angular/common/http';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import {
  type ExchangeIntegration,
  type IntegrationDiagnosisInput,
  type IntegrationRefused,
  integrationRefusedSchema,
  type Problem,
} from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { ProblemNote } from '../../components/problem-note';
import { ExchangeIntegrationApi } from '../../data-access/exchange-integration-api';
import { problemOf } from '../../data-access/problem-of';
import { showServerProblems } from '../../forms/contract-form';
import { outlinedFields } from '../../forms/outlined-fields';
import { DomainChips } from '../../forms/domain-chips';
import { ConnectionFields } from './connection-fields';
import { IntegrationDoctor } from './integration-doctor';
import { IntegrationFormState } from './integration-form-state';
import { IntegrationRefusal } from './integration-refusal';
import { PolicyFields } from './policy-fields';
import { SuperUserFields } from './super-user-fields';

/** The settings of the organisation's Exchange integration, and beside them the test; saves them itself. */
@Component({
  selector: 'mailroom-integration-form',
  imports: [
    ConnectionFields,
    DomainChips,
    IntegrationDoctor,
    IntegrationRefusal,
    MatButton,
    MatCheckbox,
    MatIcon,
    PolicyFields,
    ProblemNote,
    ReactiveFormsModule,
    SuperUserFields,
  ],
  templateUrl: './integration-form.html',
  styleUrls: ['../provider-form/provider-form.scss', './integration-form.scss'],
  providers: [outlinedFields],
  host: { '[class.testing]': 'testing()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IntegrationForm {
  private readonly api = inject(ExchangeIntegrationApi);
  private readonly injector = inject(Injector);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly integration = input.required<ExchangeIntegration>();
  readonly saved = output<ExchangeIntegration>();

  readonly state = computed(() => new IntegrationFormState(this.integration()));
  /** Whether the set-up doctor is open. */
  readonly testing = signal(false);
  protected readonly saving = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  /** Why it was not enabled. */
  protected readonly refusal = signal<IntegrationRefused | null>(null);

  /** What is tried; `null`, and the focus on what to mend, when it cannot be. */
  protected readonly draft = (): IntegrationDiagnosisInput | null => {
    const { form } = this.state();
    const toMend = [form.controls.server, form.controls.login, form.controls.trustedCertificate].filter(({ invalid }) => invalid);
    for (const control of toMend) control.markAsTouched();
    if (toMend.length > 0) {
      this.focus('.ng-invalid');
      return null;
    }
    const { enabled: _, ...input } = this.state().input();
    return input;
  };

  protected test(): void {
    this.testing.set(true);
    this.focus('aside h2');
  }

  protected saveDisabled(): Promise<void> {
    this.state().form.controls.enabled.setValue(false);
    return this.save();
  }

  protected async save(): Promise<void> {
    const { form } = this.state();
    form.updateValueAndValidity();
    form.markAllAsTouched();
    this.problem.set(null);
    this.refusal.set(null);
    if (form.invalid) {
      this.focus('.ng-invalid');
      return;
    }
    if (this.saving()) return;
    this.saving.set(true);
    try {
      const saved = await firstValueFrom(this.api.save(this.state().input()));
      form.markAsPristine();
      this.saved.emit(saved);
    } catch (error) {
      this.show(error);
    } finally {
      this.saving.set(false);
    }
  }

  private show(error: unknown): void {
    const problem = problemOf(error);
    const refused = integrationRefusedSchema.safeParse(error instanceof HttpErrorResponse ? error.error : null);
    if (refused.success) {
      this.refusal.set({ ...refused.data, ...problem });
      return;
    }
    const fields = problem.errors ?? [];
    const unplaced = showServerProblems(this.state().form, fields);
    if (fields.length === 0 || unplaced.length > 0) this.problem.set(problem);
    else this.focus('.ng-invalid');
  }

  /** The first field that there is a reason to look at, once what has changed is drawn. */
  private focus(what: string): void {
    const fields = ['input', 'textarea', 'mat-select', 'mat-radio-group'].map((tag) => tag + what).join();
    afterNextRender(
      () => {
        const { nativeElement } = this.element;
        const found = nativeElement.querySelector<HTMLElement>(what.startsWith('.') ? fields : what);
        const chips = nativeElement.querySelector<HTMLElement>('mailroom-domain-chips input[aria-invalid=true]');
        (found ?? chips)?.focus();
      },
      { injector: this.injector },
    );
  }
}
