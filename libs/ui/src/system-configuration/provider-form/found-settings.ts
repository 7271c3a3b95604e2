import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { type Discovery, type DiscoveryAttempt, type ProviderProposal } from '@mailroom/contract';
import { authMethodLabel, serviceTypeLabel } from '../../i18n/labels';
import { explainedCode } from '../../i18n/localize-problem';
import { unicodeDomain } from '../../i18n/unicode-domain';
import { loginFormats } from './login-formats';
import { type ProviderFormState, type Proposed } from './provider-form-state';

/** What was found and where: which fields it filled, and where the form says something else, which stays until it is replaced. */
@Component({
  selector: 'mailroom-found-settings',
  imports: [MatButton, MatIcon],
  templateUrl: './found-settings.html',
  styleUrl: './found-settings.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FoundSettings {
  readonly state = input.required<ProviderFormState>();
  readonly discovery = input.required<Discovery>();
  readonly proposed = input.required<Proposed[]>();

  /** Each attempt but the one that gave the answer. */
  protected readonly failed = computed(() => this.discovery().attempts.filter(({ code }) => code !== undefined));
  protected readonly source = computed(() => this.discovery().attempts.find(({ code }) => code === undefined));
  protected readonly rows = computed(() => {
    const { proposal } = this.discovery();
    if (!proposal) return [];
    return this.proposed().map(({ field, outcome }) => {
      const agrees = this.state().agrees(proposal, field);
      const filled = outcome === 'filled' || (outcome === 'kept' && agrees);
      return { field, agrees, filled, label: labels()[field], value: textOf(proposal, field) };
    });
  });

  protected use(field: keyof ProviderProposal): void {
    const { proposal } = this.discovery();
    if (proposal) this.state().use(proposal, field);
  }

  protected useLabel(label: string): string {
    return $localize`:@@mailroom.found.use-field:Use this: ${label}:field:`;
  }

  protected method({ method }: DiscoveryAttempt): string {
    switch (method) {
      case 'soap':
      case 'pox':
        return $localize`:@@mailroom.found.autodiscover:Autodiscover`;
      case 'srv':
        return $localize`:@@mailroom.found.srv:DNS`;
    }
  }

  protected reason({ code }: DiscoveryAttempt): string {
    return code === undefined ? '' : explainedCode(code).message;
  }
}

function labels(): Record<keyof ProviderProposal, string> {
  return {
    serviceType: $localize`:@@mailroom.provider.service-type:Service type`,
    serviceAddress: $localize`:@@mailroom.provider.service-address:Service address`,
    exchangeVersion: $localize`:@@mailroom.provider.version:Version`,
    loginFormat: $localize`:@@mailroom.provider.login-format:Mailbox login format`,
    authMethod: $localize`:@@mailroom.provider.authentication.title:Authentication`,
    domains: $localize`:@@mailroom.domains.label:Domains`,
    name: $localize`:@@mailroom.provider.name:Name`,
  };
}

function textOf(proposal: ProviderProposal, field: keyof ProviderProposal): string {
  const { serviceType, authMethod, loginFormat } = proposal;
  switch (field) {
    case 'serviceType':
      return serviceTypeLabel(serviceType);
    case 'authMethod':
      return authMethod ? authMethodLabel(authMethod) : '';
    case 'loginFormat':
      return loginFormats().find(({ value }) => value === loginFormat)?.label ?? '';
    case 'domains':
      return proposal.domains?.map(unicodeDomain).join(', ') ?? '';
    case 'serviceAddress':
    case 'exchangeVersion':
    case 'name':
      return proposal[field] ?? $localize`:@@mailroom.provider.version.newest:Newest the server accepts`;
  }
}
