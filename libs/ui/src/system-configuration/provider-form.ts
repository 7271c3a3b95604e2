import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, linkedSignal, output, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatExpansionModule } from '@angular/material/expansion';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { MatSelectModule } from '@angular/material/select';
import { normaliseServiceAddress, type Problem, type Provider, providerInputSchema, type ServiceTypeOffer } from '@mailroom/contract';
import { firstValueFrom, switchMap } from 'rxjs';
import { ProblemNote } from '../components/problem-note';
import { ProvidersApi } from '../data-access/providers-api';
import { problemOf } from '../data-access/problem-of';
import { problemMessage, showServerProblems } from '../forms/contract-form';
import { outlinedFields } from '../forms/outlined-fields';
import { authMethodLabel, serviceTypeLabel } from '../i18n/labels';
import { DomainChips } from './domain-chips';
import { loginFormats } from './login-formats';
import { providerFormGroup, type ProviderFormGroup, providerInput } from './provider-form-model';

/** A provider's settings in three groups; saves them itself. Used on its own page and inside the add-account dialog. */
@Component({
  selector: 'mailroom-provider-form',
  imports: [
    DomainChips,
    MatButton,
    MatCheckbox,
    MatExpansionModule,
    MatFormFieldModule,
    MatIcon,
    MatInput,
    MatRadioModule,
    MatSelectModule,
    ProblemNote,
    ReactiveFormsModule,
  ],
  templateUrl: './provider-form.html',
  styleUrl: './provider-form.scss',
  providers: [outlinedFields],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProviderForm {
  private readonly api = inject(ProvidersApi);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);

  /** `null`: a new provider. */
  readonly provider = input<Provider | null>(null);
  /** The service types that this host offers. */
  readonly offers = input.required<ServiceTypeOffer[]>();
  /** What a new provider's domains begin with. */
  readonly domains = input<string[]>([]);
  readonly saved = output<Provider>();
  readonly cancelled = output();

  readonly form = linkedSignal(() => providerFormGroup(this.provider(), this.offers()[0], this.domains()));
  private readonly events = toSignal(toObservable(this.form).pipe(switchMap((form) => form.events)));
  protected readonly saving = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected readonly serviceTypeLabel = serviceTypeLabel;
  protected readonly authMethodLabel = authMethodLabel;
  protected readonly loginFormats = loginFormats;

  /** The form's values, read anew after each of its events. */
  protected readonly value = computed(() => {
    this.events();
    return this.form().getRawValue();
  });
  protected readonly offer = computed(() => this.offers().find(({ serviceType }) => serviceType === this.value().serviceType));
  /** Where the plugin will connect to, once the address is understood. */
  protected readonly endpoint = computed(() => {
    const { serviceType, serviceAddress } = this.value();
    const result = normaliseServiceAddress(serviceAddress);
    if (serviceType !== 'exchange' || !('address' in result)) return null;
    return result.address.startsWith('http://') ? `${result.address}/EWS/Exchange.asmx` : `https://${result.address}/EWS/Exchange.asmx`;
  });

  protected message(name: keyof ProviderFormGroup['controls']): string {
    this.events();
    return problemMessage(this.form().controls[name]);
  }

  protected shows(name: keyof ProviderFormGroup['controls']): boolean {
    return this.message(name) !== '' && this.form().controls[name].touched;
  }

  /** Another type may not offer the version and the authentication chosen before. */
  protected adaptToType(): void {
    const { authMethod, exchangeVersion } = this.form().controls;
    const offer = this.offer();
    if (!offer) return;
    if (!offer.authMethods.includes(authMethod.value)) authMethod.setValue(offer.authMethods[0] ?? 'basic');
    if (!offer.versions.includes(exchangeVersion.value ?? '')) exchangeVersion.setValue(null);
  }

  protected async save(): Promise<void> {
    const form = this.form();
    form.markAllAsTouched();
    this.problem.set(null);
    if (form.invalid) {
      this.focusFirstProblem();
      return;
    }
    this.saving.set(true);
    try {
      const saved = await this.send(form);
      form.markAsPristine();
      this.saved.emit(saved);
    } catch (error) {
      this.show(problemOf(error));
    } finally {
      this.saving.set(false);
    }
  }

  private send(form: ProviderFormGroup): Promise<Provider> {
    const provider = this.provider();
    if (!provider) return firstValueFrom(this.api.create(providerInputSchema.parse(providerInput(form))));
    const { clientSecret, ...patch } = providerInput(form);
    return firstValueFrom(this.api.update(provider.id, clientSecret === null ? patch : { ...patch, clientSecret }));
  }

  private show(problem: Problem): void {
    const fields = problem.errors ?? [];
    const unplaced = showServerProblems(this.form(), fields);
    if (fields.length === 0 || unplaced.length > 0) this.problem.set(problem);
    else this.focusFirstProblem();
  }

  private focusFirstProblem(): void {
    this.element.nativeElement
      .querySelector<HTMLElement>('input.ng-invalid, textarea.ng-invalid, mat-select.ng-invalid, .ng-invalid input')
      ?.focus();
  }
}
