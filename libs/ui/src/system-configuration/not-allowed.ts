import { ChangeDetectionStrategy, Component } from '@angular/core';
import { CAN_MANAGE_ADMINISTRATION } from '@mailroom/contract';
import { EmptyState } from '../components/empty-state';

/** Stands in for a page that the user has no permission for. */
@Component({
  selector: 'mailroom-not-allowed',
  imports: [EmptyState],
  template: `
    <h1 i18n="@@mailroom.not-allowed.page">No access</h1>
    <mailroom-empty-state icon="lock" title="You may not manage email providers" i18n-title="@@mailroom.not-allowed.title">
      <p i18n="@@mailroom.not-allowed.why">This page needs the system operation “Access to ‘Access rights’ workspace”.</p>
      <p i18n="@@mailroom.not-allowed.remedy">Ask your CRM’s administrator to grant it to you, naming this code:</p>
      <code>{{ operation }}</code>
    </mailroom-empty-state>
  `,
  styles: `
    @use '../styles/page';
    :host {
      @include page.page(48rem);
    }
    h1 {
      @include page.title;
      margin-bottom: 1.5rem;
    }
    p {
      margin: 0 0 0.5rem;
    }
    code {
      padding: 0.125rem 0.5rem;
      border-radius: var(--mat-sys-corner-small);
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotAllowed {
  protected readonly operation = CAN_MANAGE_ADMINISTRATION;
}
