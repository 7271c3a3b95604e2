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
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import {
  type Problem,
  type Provider,
  type ProviderDiagnosisInput,
  providerDraftSchema,
  providerInputSchema,
  type ServiceTypeOffer,
} from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { ProblemNote } from '../../components/problem-note';
import { ProvidersApi } from '../../data-access/providers-api';
import { problemOf } from '../../data-access/problem-of';
import { ProviderDoctor } from '../../doctor/provider-doctor';
import { showServerProblems } from '../../forms/contract-form';
import { outlinedFields } from '../../forms/outlined-fields';
import { AuthenticationFields } from './authentication-fields';
import { MailboxFields } from './mailbox-fields';
import { providerInput, providerPatch } from './provider-form-model';
import { ProviderFormState } from './provider-form-state';
import { ServiceFields } from './service-fields';

/** A provider's settings in three groups, and beside them the test; saves them itself. Used on its own page and inside the add-account dialog. */
@Component({
  selector: 'mailroom-provider-form',
  imports: [AuthenticationFields, MailboxFields, MatButton, MatIcon, ProblemNote, ProviderDoctor, ReactiveFormsModule, ServiceFields],
  templateUrl: './provider-form.html',
  styleUrl: './provider-form.scss',
  providers: [outlinedFields],
  host: { '[class.testing]': 'testing()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProviderForm {
  private readonly api = inject(ProvidersApi);
  private readonly injector = inject(Injector);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);

  /** `null`: a new provider. */
  readonly provider = input<Provider | null>(null);
  /** The service types that this host offers. */
  readonly offers = input.required<ServiceTypeOffer[]>();
  /** What a new provider's domains begin with. */
  readonly domains = input<string[]>([]);
  /** The address that the form's settings can be found from, as far as it is known. */
  readonly emailAddress = input('');
  readonly saved = output<Provider>();
  readonly cancelled = output();

  readonly state = computed(() => new ProviderFormState(this.provider(), this.offers(), this.domains()));
  /** Whether the set-up doctor is open. */
  readonly testing = signal(false);
  protected readonly saving = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  /** The provider to try; a name is not needed for that. `null`, and the focus on what to mend, when it cannot be tried. */
  protected readonly draft = (): Omit<ProviderDiagnosisInput, 'mailbox'> | null => {
    const { form } = this.state();
    const toMend = Object.entries(form.controls).filter(([name, { invalid }]) => invalid && name !== 'name');
    for (const [, control] of toMend) control.markAsTouched();
    if (toMend.length > 0) {
      this.focusFirst('.ng-invalid:not([formcontrolname=name])');
      return null;
    }
    const { name, ...input } = providerInput(form);
    const id = this.provider()?.id;
    return { provider: providerDraftSchema.parse({ ...input, ...(name.trim() && { name }) }), ...(id !== undefined && { providerId: id }) };
  };

  protected test(): void {
    this.testing.set(true);
    afterNextRender(
      () => {
        this.element.nativeElement.querySelector<HTMLElement>('aside h2')?.focus();
      },
      { injector: this.injector },
    );
  }

  protected async save(): Promise<void> {
    const { form } = this.state();
    form.markAllAsTouched();
    this.problem.set(null);
    if (form.invalid) {
      this.focusFirst('.ng-invalid');
      return;
    }
    this.saving.set(true);
    try {
      const saved = await this.send();
      form.markAsPristine();
      this.saved.emit(saved);
    } catch (error) {
      this.show(problemOf(error));
    } finally {
      this.saving.set(false);
    }
  }

  private send(): Promise<Provider> {
    const { form, provider } = this.state();
    return firstValueFrom(
      provider ? this.api.update(provider.id, providerPatch(form)) : this.api.create(providerInputSchema.parse(providerInput(form))),
    );
  }

  private show(problem: Problem): void {
    const fields = problem.errors ?? [];
    const unplaced = showServerProblems(this.state().form, fields);
    if (fields.length === 0 || unplaced.length > 0) this.problem.set(problem);
    else this.focusFirst('.ng-invalid');
  }

  /** In the provider's own fields: what finds settings, and what tests them, has fields of its own. */
  private focusFirst(invalid: string): void {
    const fields = ['input', 'textarea', 'mat-select', 'mat-checkbox', 'mat-radio-group'].map((tag) => tag + invalid).join();
    const own = [...this.element.nativeElement.querySelectorAll<HTMLElement>(fields)].find(
      (field) => !field.closest('mailroom-find-settings, mailroom-provider-doctor'),
    );
    (own?.querySelector('input') ?? own)?.focus();
  }
}
