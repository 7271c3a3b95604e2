import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatExpansionModule } from '@angular/material/expansion';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { exchangeServerVersions } from '@mailroom/contract';
import { WarningNote } from '../../components/warning-note';
import { parentForm } from '../../forms/parent-form';
import { warningsOfService } from '../provider-form/provider-warnings';
import { type IntegrationFormState } from './integration-form-state';

/** Which Exchange server it is and where it answers. */
@Component({
  selector: 'mailroom-connection-fields',
  imports: [MatExpansionModule, MatFormFieldModule, MatInput, MatSelectModule, ReactiveFormsModule, WarningNote],
  template: `
    <mat-form-field class="wide">
      <mat-label i18n="@@mailroom.integration.server">Server</mat-label>
      <input matInput formControlName="server" placeholder="mail.example.com" autocapitalize="off" spellcheck="false" required />
      <mat-hint>
        @if (state().endpoint(); as url) {
          <ng-container i18n="@@mailroom.provider.endpoint">Connects to</ng-container> {{ url }}
        } @else {
          <ng-container i18n="@@mailroom.integration.server.hint">The name of your Microsoft Exchange server</ng-container>
        }
      </mat-hint>
      <mat-error>{{ state().message('server') }}</mat-error>
    </mat-form-field>
    @for (warning of warnings(); track warning.code) {
      <mailroom-warning-note class="wide">{{ warning.message }}</mailroom-warning-note>
    }
    <mat-form-field>
      <mat-label i18n="@@mailroom.provider.version">Version</mat-label>
      <mat-select formControlName="version" [canSelectNullableOptions]="true">
        <mat-option [value]="null" i18n="@@mailroom.integration.version.detect">Detect</mat-option>
        @for (version of versions; track version.value) {
          <mat-option [value]="version.value">{{ version.label }}</mat-option>
        }
      </mat-select>
      <mat-hint i18n="@@mailroom.integration.version.hint">“Detect” goes by what the server answers</mat-hint>
      <mat-error>{{ state().message('version') }}</mat-error>
    </mat-form-field>
    <mat-expansion-panel class="wide" [expanded]="state().shows('trustedCertificate') || !!state().stored.trustedCertificate">
      <mat-expansion-panel-header>
        <mat-panel-title i18n="@@mailroom.provider.advanced">Advanced</mat-panel-title>
      </mat-expansion-panel-header>
      <mat-form-field class="wide">
        <mat-label i18n="@@mailroom.provider.certificate">Trusted certificate (PEM)</mat-label>
        <textarea
          matInput
          class="pem"
          formControlName="trustedCertificate"
          rows="5"
          spellcheck="false"
          placeholder="-----BEGIN CERTIFICATE-----"
        ></textarea>
        <mat-hint i18n="@@mailroom.provider.certificate.hint"
          >Your organisation’s own certificate authority, if the server’s certificate comes from it</mat-hint
        >
        <mat-error>{{ state().message('trustedCertificate') }}</mat-error>
      </mat-form-field>
    </mat-expansion-panel>
  `,
  styleUrl: '../provider-form/fields.scss',
  viewProviders: [parentForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConnectionFields {
  readonly state = input.required<IntegrationFormState>();

  protected readonly versions = exchangeServerVersions;
  protected readonly warnings = computed(() => warningsOfService(this.state().warnings()));
}
