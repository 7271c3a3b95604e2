import { computed, signal } from '@angular/core';
import { type ExchangeIntegration, type ExchangeIntegrationInput, normaliseServiceAddress, warningsOf } from '@mailroom/contract';
import { problemMessage } from '../../forms/contract-form';
import { type OAuthFieldsState } from '../provider-form/oauth-fields';
import { type IntegrationField, integrationForm, integrationInput } from './integration-form-model';

/** The integration's form, and what follows from its values. */
export class IntegrationFormState implements OAuthFieldsState {
  readonly form;
  private readonly changes = signal(0);

  /** The form's values, read anew after each of its events. */
  readonly value = computed(() => {
    this.changes();
    return this.form.getRawValue();
  });
  readonly byApplication = computed(() => this.value().authMethod === 'oauth2');
  /** Where the plugin will connect to, once the address is understood. */
  readonly endpoint = computed(() => {
    const result = normaliseServiceAddress(this.value().server);
    return 'address' in result ? `${result.address.startsWith('http://') ? '' : 'https://'}${result.address}/EWS/Exchange.asmx` : null;
  });
  readonly warnings = computed(() => {
    const { server, authMethod } = this.value();
    const result = normaliseServiceAddress(server);
    return warningsOf({ serviceType: 'exchange', serviceAddress: 'address' in result ? result.address : server, authMethod }, []);
  });

  constructor(readonly stored: ExchangeIntegration) {
    this.form = integrationForm(stored);
    this.form.events.subscribe(() => {
      this.changes.update((count) => count + 1);
    });
  }

  message(name: IntegrationField): string {
    this.changes();
    return problemMessage(this.form.controls[name]);
  }

  shows(name: IntegrationField): boolean {
    return this.message(name) !== '' && this.form.controls[name].touched;
  }

  /** What is sent. */
  input(): ExchangeIntegrationInput {
    return integrationInput(this.form, this.stored);
  }
}
