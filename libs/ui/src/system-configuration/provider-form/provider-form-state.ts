import { computed, signal } from '@angular/core';
import { normaliseServiceAddress, type Provider, type ProviderProposal, type ServiceTypeOffer, warningsOf } from '@mailroom/contract';
import { problemMessage } from '../../forms/contract-form';
import { type ProviderField, providerFormGroup } from './provider-form-model';

/** A field of a proposal, and whether the form has it: `kept` says that what was entered differs and still stands. */
export interface Proposed {
  field: keyof ProviderProposal;
  outcome: 'filled' | 'same' | 'kept';
}

/** A provider's form, and what follows from its values: the behaviour that the parts of the screen share. */
export class ProviderFormState {
  readonly form;
  private readonly changes = signal(0);

  /** The form's values, read anew after each of its events. */
  readonly value = computed(() => {
    this.changes();
    return this.form.getRawValue();
  });
  readonly offer = computed(() => this.offers.find(({ serviceType }) => serviceType === this.value().serviceType));
  readonly warnings = computed(() => {
    const { serviceAddress, ...value } = this.value();
    const result = normaliseServiceAddress(serviceAddress);
    return warningsOf({ ...value, serviceAddress: 'address' in result ? result.address : serviceAddress }, this.offer()?.warnings ?? []);
  });
  /** Where the plugin will connect to, once the address is understood. */
  readonly endpoint = computed(() => {
    const result = normaliseServiceAddress(this.value().serviceAddress);
    if (this.value().serviceType === 'imap' || !('address' in result)) return null;
    return `${result.address.startsWith('http://') ? '' : 'https://'}${result.address}/EWS/Exchange.asmx`;
  });

  /** @param provider `null`: a new one, which begins with the first offer's choices and with these domains */
  constructor(
    readonly provider: Provider | null,
    readonly offers: readonly ServiceTypeOffer[],
    domains: readonly string[],
  ) {
    this.form = providerFormGroup(provider, offers[0], domains);
    this.form.events.subscribe(() => {
      this.changes.update((count) => count + 1);
    });
  }

  /** The provider as it was saved. */
  get stored(): Provider | null {
    return this.provider;
  }

  message(name: ProviderField): string {
    this.changes();
    return problemMessage(this.form.controls[name]);
  }

  shows(name: ProviderField): boolean {
    return this.message(name) !== '' && this.form.controls[name].touched;
  }

  /** Another type may not offer the version and the authentication chosen before, and may have an address of its own. */
  adaptToType(): void {
    const { authMethod, exchangeVersion, serviceAddress } = this.form.controls;
    const offer = this.offer();
    if (!offer) return;
    if (!offer.authMethods.includes(authMethod.value)) authMethod.setValue(offer.authMethods[0] ?? 'basic');
    if (!offer.versions.includes(exchangeVersion.value ?? '')) exchangeVersion.setValue(null);
    const proposed = ['', ...this.offers.map((other) => other.serviceAddress)];
    if (proposed.includes(serviceAddress.value)) serviceAddress.setValue(offer.serviceAddress ?? '');
  }

  /** Fills in what nobody has entered yet; what was entered stays, until `use` takes the proposal in its place. */
  take(proposal: ProviderProposal): Proposed[] {
    return fieldsOf(proposal).map((field) => {
      if (this.agrees(proposal, field)) return { field, outcome: 'same' };
      if (!this.isUntouched(field)) return { field, outcome: 'kept' };
      this.use(proposal, field);
      return { field, outcome: 'filled' };
    });
  }

  use(proposal: ProviderProposal, field: keyof ProviderProposal): void {
    const control = this.form.get(field);
    control?.setValue(field === 'domains' ? this.withDomains(proposal) : (proposal[field] ?? null));
    control?.markAsDirty();
    if (field === 'serviceType') this.adaptToType();
  }

  /** Whether the form says what the proposal says. */
  agrees(proposal: ProviderProposal, field: keyof ProviderProposal): boolean {
    const value = this.value()[field];
    return JSON.stringify(value) === JSON.stringify(field === 'domains' ? this.withDomains(proposal) : proposal[field]);
  }

  private isUntouched(field: keyof ProviderProposal): boolean {
    const { value, dirty } = this.form.controls[field];
    const isEmpty = value === null || value.length === 0;
    return isEmpty || field === 'domains' || (this.provider === null && !dirty);
  }

  private withDomains({ domains = [] }: ProviderProposal): string[] {
    return [...new Set([...this.value().domains, ...domains])];
  }
}

/** The type first, since it decides what else can be chosen. */
function fieldsOf(proposal: ProviderProposal): (keyof ProviderProposal)[] {
  const order: (keyof ProviderProposal)[] = [
    'serviceType',
    'serviceAddress',
    'exchangeVersion',
    'loginFormat',
    'authMethod',
    'domains',
    'name',
  ];
  return order.filter((field) => proposal[field] !== undefined);
}
