import { A11yModule } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { ChangeDetectionStrategy, Component, computed, model, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatCheckboxModule } from '@angular/material/checkbox';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { type EmailFilter } from '../data-access/emails-api';

/** What a search asks for besides words. */
export type SearchFields = Pick<EmailFilter, 'from' | 'since' | 'until' | 'hasAttachment'>;

export const noFields: SearchFields = { from: '', since: null, until: null, hasAttachment: false };

export function fieldsInUse({ from, since, until, hasAttachment }: SearchFields): number {
  return [from !== '', since !== null, until !== null, hasAttachment].filter(Boolean).length;
}

/** The search by sender, days and attachments, behind a button in the search field. */
@Component({
  selector: 'mailroom-search-options',
  imports: [A11yModule, CdkConnectedOverlay, CdkOverlayOrigin, MatButtonModule, MatCheckboxModule, MatIconModule, MatTooltipModule],
  templateUrl: './search-options.html',
  styleUrl: './search-options.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchOptions {
  readonly fields = model.required<SearchFields>();

  protected readonly open = signal(false);
  protected readonly count = computed(() => fieldsInUse(this.fields()));
  protected readonly label = computed(() =>
    this.count() === 0
      ? $localize`:@@mailroom.panel.search.options:Search by sender, days and attachments`
      : $localize`:@@mailroom.panel.search.optionsInUse:Search by sender, days and attachments: ${this.count()}:count: in use`,
  );

  protected set(change: Partial<SearchFields>): void {
    this.fields.set({ ...this.fields(), ...change });
  }

  protected clear(): void {
    this.fields.set(noFields);
  }

  protected day(value: string): string | null {
    return value === '' ? null : value;
  }
}
