import { FormControl, FormGroup } from '@angular/forms';
import { type Provider, type ProviderInput, providerInputSchema, type ServiceTypeOffer } from '@mailroom/contract';
import { contractValidator } from '../forms/contract-form';

type Controls = { [Field in keyof ProviderInput]: FormControl<ProviderInput[Field]> };
export type ProviderFormGroup = FormGroup<Controls>;

/** Stands for a secret that the server keeps and that is not entered again; it is never sent. */
const keptSecret = 'kept';

/** The form of a provider: of an existing one, or of a new one with the first offer's choices. */
export function providerFormGroup(provider: Provider | null, offer: ServiceTypeOffer | undefined, domains: string[]): ProviderFormGroup {
  const control = <Value>(value: Value): FormControl<Value> => new FormControl(value, { nonNullable: true });
  const form: ProviderFormGroup = new FormGroup<Controls>({
    name: control(provider?.name ?? ''),
    serviceType: control(provider?.serviceType ?? offer?.serviceType ?? 'exchange'),
    serviceAddress: control(provider?.serviceAddress ?? ''),
    exchangeVersion: control(provider?.exchangeVersion ?? null),
    receive: control(provider?.receive ?? true),
    send: control(provider?.send ?? true),
    loginFormat: control(provider?.loginFormat ?? 'emailAddress'),
    authMethod: control(provider?.authMethod ?? offer?.authMethods[0] ?? 'basic'),
    clientId: control(provider?.clientId ?? null),
    clientSecret: control<string | null>(null),
    directoryTenant: control(provider?.directoryTenant ?? null),
    trustedCertificate: control(provider?.trustedCertificate ?? null),
    domains: control(provider?.domains ?? domains),
  });
  const kept = provider?.hasClientSecret ? keptSecret : null;
  form.addValidators(
    contractValidator(providerInputSchema, () => {
      const input = providerInput(form);
      return { ...input, clientSecret: input.clientSecret ?? kept };
    }),
  );
  form.updateValueAndValidity();
  return form;
}

/** What is sent: an empty text is none, and what belongs to OAuth 2.0 goes along with it only. */
export function providerInput(form: ProviderFormGroup): ProviderInput {
  const value = form.getRawValue();
  const oauth = value.authMethod === 'oauth2';
  return {
    ...value,
    exchangeVersion: emptyToNull(value.exchangeVersion),
    trustedCertificate: emptyToNull(value.trustedCertificate),
    clientId: oauth ? emptyToNull(value.clientId) : null,
    clientSecret: oauth ? emptyToNull(value.clientSecret) : null,
    directoryTenant: oauth ? emptyToNull(value.directoryTenant) : null,
  };
}

function emptyToNull(text: string | null): string | null {
  return text?.trim() ? text : null;
}
