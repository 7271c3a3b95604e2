import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatExpansionModule } from '@angular/material/expansion';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { type MicrosoftCloud } from '@mailroom/contract';
import { parentForm } from '../../forms/parent-form';

type OAuthField = 'clientId' | 'clientSecret' | 'clientCertificate' | 'privateKey' | 'directoryTenant' | 'authority' | 'resource';

/** What the fields ask of the form around them. */
export interface OAuthFieldsState {
  /** As it was saved; `null`: nothing was. */
  readonly stored: {
    hasClientSecret: boolean;
    hasPrivateKey?: boolean | undefined;
    clientCertificate?: string | null | undefined;
    authority?: string | null | undefined;
    resource?: string | null | undefined;
  } | null;
  value(): { clientCertificate: string | null };
  message(name: OAuthField): string;
  shows(name: OAuthField): boolean;
}

/** The application that mailboxes are opened by, and who signs their owners in. What to register it with goes inside. */
@Component({
  selector: 'mailroom-oauth-fields',
  imports: [MatExpansionModule, MatFormFieldModule, MatInput, MatSelectModule, ReactiveFormsModule],
  templateUrl: './oauth-fields.html',
  styleUrl: './fields.scss',
  viewProviders: [parentForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OAuthFields {
  readonly state = input.required<OAuthFieldsState>();
  /** Whether only one organisation is meant: an application that signs in by itself. */
  readonly needsTenant = input(false);

  protected readonly clouds: { value: MicrosoftCloud; label: string }[] = [
    { value: 'global', label: $localize`:@@mailroom.cloud.global:Worldwide` },
    { value: 'usGovernment', label: $localize`:@@mailroom.cloud.us-government:US Government` },
    { value: 'china', label: $localize`:@@mailroom.cloud.china:China (21Vianet)` },
  ];
  protected readonly needsSecret = computed(() => {
    const state = this.state();
    return !state.stored?.hasClientSecret && !state.value().clientCertificate;
  });
  protected readonly hasCertificate = computed(() => {
    const state = this.state();
    return Boolean(state.stored?.clientCertificate) || state.shows('clientCertificate') || state.shows('privateKey');
  });
  protected readonly hasOtherService = computed(() => {
    const state = this.state();
    return Boolean(state.stored?.authority ?? state.stored?.resource) || state.shows('authority') || state.shows('resource');
  });
}
