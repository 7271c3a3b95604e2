import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatExpansionModule } from '@angular/material/expansion';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { type MicrosoftCloud } from '@mailroom/contract';
import { parentForm } from '../../forms/parent-form';
import { OAuthRegistrationNote } from './oauth-registration-note';
import { type ProviderFormState } from './provider-form-state';

/** The application that mailboxes are opened by, and who signs their owners in. */
@Component({
  selector: 'mailroom-oauth-fields',
  imports: [MatExpansionModule, MatFormFieldModule, MatInput, MatSelectModule, OAuthRegistrationNote, ReactiveFormsModule],
  templateUrl: './oauth-fields.html',
  styleUrl: './fields.scss',
  viewProviders: [parentForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OAuthFields {
  readonly state = input.required<ProviderFormState>();

  protected readonly clouds: { value: MicrosoftCloud; label: string }[] = [
    { value: 'global', label: $localize`:@@mailroom.cloud.global:Worldwide` },
    { value: 'usGovernment', label: $localize`:@@mailroom.cloud.us-government:US Government` },
    { value: 'china', label: $localize`:@@mailroom.cloud.china:China (21Vianet)` },
  ];
  protected readonly needsSecret = computed(() => {
    const { provider, value } = this.state();
    return !provider?.hasClientSecret && !value().clientCertificate;
  });
  protected readonly hasCertificate = computed(() => {
    const state = this.state();
    return Boolean(state.provider?.clientCertificate) || state.shows('clientCertificate') || state.shows('privateKey');
  });
  protected readonly hasOtherService = computed(() => {
    const state = this.state();
    return Boolean(state.provider?.authority ?? state.provider?.resource) || state.shows('authority') || state.shows('resource');
  });
}
