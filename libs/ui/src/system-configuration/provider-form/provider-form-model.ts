import { FormControl, FormGroup } from '@angular/forms';
import { type Provider, type ProviderInput, providerInputSchema, type ServiceTypeOffer } from '@mailroom/contract';
import { contractValidator } from '../../forms/contract-form';

export type ProviderField = keyof ProviderInput;
type Controls = { [Field in ProviderField]-?: FormControl<Exclude<ProviderInput[Field], undefined>> };
export type ProviderFormGroup = FormGroup<Controls>;

/** Stand for secrets that the server keeps and that are not entered again; they are never sent. */
const kept = { clientSecret: 'kept', privateKey: '-----BEGIN PRIVATE KEY-----kept-----END PRIVATE KEY-----' };

/** The form of a provider: of an existing one, or of a new one with the first offer's choices. */
export function providerFormGroup(
  provider: Provider | null,
  offer: ServiceTypeOffer | undefined,
  domains: readonly string[],
): ProviderFormGroup {
  const control = <Value>(value: Value): FormControl<Value> => new FormControl(value, { nonNullable: true });
  const form: ProviderFormGroup = new FormGroup<Controls>({
    name: control(provider?.name ?? ''),
    serviceType: control(provider?.serviceType ?? offer?.serviceType ?? 'exchange'),
    serviceAddress: control(provider?.serviceAddress ?? offer?.serviceAddress ?? ''),
    exchangeVersion: control(provider?.exchangeVersion ?? null),
    receive: control(provider?.receive ?? true),
    send: control(provider?.send ?? true),
    loginFormat: control(provider?.loginFormat ?? 'emailAddress'),
    authMethod: control(provider?.authMethod ?? offer?.authMethods[0] ?? 'basic'),
    clientId: control(provider?.clientId ?? null),
    clientSecret: control<string | null>(null),
    clientCertificate: control(provider?.clientCertificate ?? null),
    privateKey: control<string | null>(null),
    directoryTenant: control(provider?.directoryTenant ?? null),
    cloud: control(provider?.cloud ?? 'global'),
    authority: control(provider?.authority ?? null),
    resource: control(provider?.resource ?? null),
    trustedCertificate: control(provider?.trustedCertificate ?? null),
    domains: control(provider?.domains ?? [...domains]),
  });
  form.addValidators(contractValidator(providerInputSchema, () => withKeptSecrets(providerInput(form), provider)));
  form.updateValueAndValidity();
  return form;
}

/** What is sent: an empty text is none, and what belongs to OAuth 2.0 goes along with it only. */
export function providerInput(form: ProviderFormGroup): ProviderInput {
  const { cloud, ...value } = form.getRawValue();
  const forOAuth = (text: string | null): string | null => (value.authMethod === 'oauth2' ? emptyToNull(text) : null);
  return {
    ...value,
    exchangeVersion: emptyToNull(value.exchangeVersion),
    trustedCertificate: emptyToNull(value.trustedCertificate),
    clientId: forOAuth(value.clientId),
    clientSecret: forOAuth(value.clientSecret),
    clientCertificate: forOAuth(value.clientCertificate),
    privateKey: forOAuth(value.privateKey),
    directoryTenant: forOAuth(value.directoryTenant),
    authority: forOAuth(value.authority),
    resource: forOAuth(value.resource),
    ...(value.authMethod === 'oauth2' && { cloud }),
  };
}

/** What changes a stored provider: a secret that is not entered anew stays as it is. */
export function providerPatch(form: ProviderFormGroup): Partial<ProviderInput> {
  const { clientSecret, privateKey, ...patch } = providerInput(form);
  return { ...patch, ...(clientSecret !== null && { clientSecret }), ...(privateKey && { privateKey }) };
}

function withKeptSecrets(input: ProviderInput, provider: Provider | null): ProviderInput {
  return {
    ...input,
    clientSecret: input.clientSecret ?? (provider?.hasClientSecret ? kept.clientSecret : null),
    privateKey: input.privateKey ?? (provider?.hasPrivateKey ? kept.privateKey : null),
  };
}

function emptyToNull(text: string | null): string | null {
  return text?.trim() ? text : null;
}
