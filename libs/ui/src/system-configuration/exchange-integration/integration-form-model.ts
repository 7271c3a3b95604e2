import { FormControl, FormGroup } from '@angular/forms';
import {
  type AuthMethod,
  type ExchangeIntegration,
  type ExchangeIntegrationInput,
  exchangeIntegrationInputSchema,
  type ExchangeServerVersion,
  type MicrosoftCloud,
  normaliseExchangeVersion,
} from '@mailroom/contract';
import { contractValidator } from '../../forms/contract-form';
import { type PolicyForm, policyForm, policyOf } from './policy-form';

interface Controls {
  enabled: FormControl<boolean>;
  server: FormControl<string>;
  version: FormControl<ExchangeServerVersion | null>;
  authMethod: FormControl<AuthMethod>;
  login: FormControl<string>;
  password: FormControl<string>;
  clientId: FormControl<string>;
  clientSecret: FormControl<string>;
  clientCertificate: FormControl<string>;
  privateKey: FormControl<string>;
  directoryTenant: FormControl<string>;
  cloud: FormControl<MicrosoftCloud>;
  authority: FormControl<string>;
  resource: FormControl<string>;
  domains: FormControl<string[]>;
  trustedCertificate: FormControl<string>;
  policy: PolicyForm;
}
export type IntegrationField = keyof Controls;
export type IntegrationFormGroup = FormGroup<Controls>;

export function integrationForm(stored: ExchangeIntegration): IntegrationFormGroup {
  const control = <Value>(value: Value): FormControl<Value> => new FormControl(value, { nonNullable: true });
  const form: IntegrationFormGroup = new FormGroup<Controls>({
    enabled: control(stored.enabled),
    server: control(stored.server ?? ''),
    version: control(normaliseExchangeVersion(stored.version ?? '') ?? null),
    authMethod: control(stored.authMethod),
    login: control(stored.login ?? ''),
    password: control(''),
    clientId: control(stored.clientId ?? ''),
    clientSecret: control(''),
    clientCertificate: control(stored.clientCertificate ?? ''),
    privateKey: control(''),
    directoryTenant: control(stored.directoryTenant ?? ''),
    cloud: control(stored.cloud),
    authority: control(stored.authority ?? ''),
    resource: control(stored.resource ?? ''),
    domains: control(stored.domains),
    trustedCertificate: control(stored.trustedCertificate ?? ''),
    policy: policyForm(stored.policy),
  });
  form.addValidators(
    contractValidator(
      exchangeIntegrationInputSchema.superRefine(
        (_, context) => {
          for (const name of missing(form, stored)) {
            context.issues.push({ code: 'custom', input: '', path: [name], message: 'Fill in this field.', params: { code: 'too-small' } });
          }
        },
        // Also when single fields are wrong, so that everything to mend is said at once.
        { when: () => true },
      ),
      () => integrationInput(form, stored),
    ),
  );
  form.updateValueAndValidity();
  return form;
}

/** What is sent: what belongs to the way of signing in that is not chosen stays as it was, and so does a secret that is not entered anew. */
export function integrationInput(form: IntegrationFormGroup, stored: ExchangeIntegration): ExchangeIntegrationInput {
  const { enabled, version, authMethod, cloud, domains, ...texts } = form.getRawValue();
  const entered = <Name extends keyof typeof texts>(name: Name) => (texts[name] === '' ? {} : { [name]: texts[name] });
  const signIn =
    authMethod === 'oauth2'
      ? {
          clientId: emptyToNull(texts.clientId),
          clientCertificate: emptyToNull(texts.clientCertificate),
          directoryTenant: emptyToNull(texts.directoryTenant),
          cloud,
          authority: emptyToNull(texts.authority),
          resource: emptyToNull(texts.resource),
          ...entered('clientSecret'),
          ...entered('privateKey'),
        }
      : { login: emptyToNull(texts.login), ...entered('password') };
  return {
    enabled,
    server: emptyToNull(texts.server),
    version,
    authMethod,
    ...signIn,
    trustedCertificate: emptyToNull(texts.trustedCertificate),
    policy: policyOf(form.controls.policy),
    // Nothing is entered yet: it may be saved disabled all the same.
    ...((domains.length > 0 || enabled || stored.domains.length > 0) && { domains }),
  };
}

/** What must be there before it can work. */
function missing(form: IntegrationFormGroup, stored: ExchangeIntegration): IntegrationField[] {
  const { enabled, server, authMethod, login, password, clientId, clientSecret, clientCertificate, directoryTenant, authority } =
    form.getRawValue();
  if (!enabled) return [];
  const needed: [IntegrationField, boolean][] =
    authMethod === 'oauth2'
      ? [
          ['clientId', clientId !== ''],
          ['clientSecret', clientSecret !== '' || stored.hasClientSecret || clientCertificate !== ''],
          ['directoryTenant', directoryTenant !== '' || authority !== ''],
        ]
      : [
          ['login', login.trim() !== ''],
          ['password', password !== '' || stored.hasPassword],
        ];
  return [...needed, ['server', server.trim() !== ''] as const].flatMap(([name, isThere]) => (isThere ? [] : [name]));
}

function emptyToNull(text: string): string | null {
  return text.trim() === '' ? null : text;
}
