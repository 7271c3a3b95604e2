import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { type OAuthRegistration, type Problem } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { CopyValue } from '../../components/copy-value';
import { ProblemNote } from '../../components/problem-note';
import { problemOf } from '../../data-access/problem-of';
import { ProvidersApi } from '../../data-access/providers-api';

/** What the administrator enters where the application is registered, each value ready to be copied. */
@Component({
  selector: 'mailroom-oauth-registration',
  imports: [CopyValue, MatButton, ProblemNote],
  template: `
    <h3 i18n="@@mailroom.registration.title">Register the application first</h3>
    @if (forOrganisation()) {
      <p i18n="@@mailroom.registration.about-organisation">
        In the Microsoft Entra admin center, under App registrations, add this application permission of Office 365 Exchange Online; then
        grant it for the organisation. Nobody signs in, so that no redirect URI is needed.
      </p>
    } @else {
      <p i18n="@@mailroom.registration.about">
        In the Microsoft Entra admin center, under App registrations, add this redirect URI (type Web) and these API permissions of Office
        365 Exchange Online; then grant them for the organisation.
      </p>
    }
    @if (registration(); as registration) {
      @if (!forOrganisation()) {
        <mailroom-copy-value [label]="redirectUri" [value]="registration.redirectUri" />
      }
      @for (permission of registration.permissions; track permission.name) {
        @if (!forOrganisation() || permission.type === 'application') {
          <mailroom-copy-value [label]="permissionLabel(permission)" [value]="permission.name" />
        }
      }
    } @else if (problem(); as problem) {
      <mailroom-problem-note [problem]="problem">
        <button matButton type="button" (click)="load()" i18n="@@mailroom.try-again">Try again</button>
      </mailroom-problem-note>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
      box-sizing: border-box;
      min-height: 12rem;
      align-content: start;
      padding: 0.875rem 1rem 1rem;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--mat-sys-corner-medium);
    }
    h3 {
      margin: 0;
      font: var(--mat-sys-title-small);
    }
    p {
      margin: 0 0 0.25rem;
      font: var(--mat-sys-body-small);
      color: var(--mat-sys-on-surface-variant);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OAuthRegistrationNote {
  private readonly api = inject(ProvidersApi);

  /** Whether the application signs in by itself, for the whole organisation. */
  readonly forOrganisation = input(false);

  protected readonly registration = signal<OAuthRegistration | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly redirectUri = $localize`:@@mailroom.registration.redirect-uri:Redirect URI`;

  constructor() {
    void this.load();
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      this.registration.set(await firstValueFrom(this.api.oauthRegistration()));
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected permissionLabel({ type }: OAuthRegistration['permissions'][number]): string {
    return type === 'delegated'
      ? $localize`:@@mailroom.registration.delegated:Delegated permission: users connect their own mailboxes`
      : $localize`:@@mailroom.registration.application:Application permission: the organisation’s integration opens every mailbox`;
  }
}
