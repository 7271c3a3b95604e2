import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type AuditEntry } from '@mailroom/contract';
import { type MailroomIcon } from '../../icons/icons';
import { formatCount, formatMoment } from '../../i18n/numbers';
import { auditActionLabel, auditChangeText, auditSubjectName } from './audit-texts';

/** One change: what, of what, who, when, and each field from what to what. */
@Component({
  selector: 'mailroom-audit-row',
  imports: [MatIcon, NgTemplateOutlet],
  templateUrl: './audit-row.html',
  styleUrl: './audit-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuditRow {
  readonly entry = input.required<AuditEntry>();
  /** Only this person's changes are wanted. */
  readonly actorChosen = output();

  protected readonly action = computed(() => auditActionLabel(this.entry().action));
  protected readonly subject = computed(() => auditSubjectName(this.entry()));
  protected readonly moment = computed(() => formatMoment(this.entry().at));
  protected readonly changes = computed(() => this.entry().changes.map((change) => auditChangeText(this.entry().action, change)));
  protected readonly icon = computed<MailroomIcon>(() => {
    switch (this.entry().subjectType) {
      case 'provider':
        return 'server';
      case 'provider-domain':
        return 'globe';
      case 'account':
        return 'mail';
      case 'exchange-integration':
        return 'key';
    }
  });
  /** What a thing began with, or ended with, is many fields at once, of which nobody asks at first. */
  protected readonly isWhole = computed(() => /\.(created|connected|deleted|disconnected)$/.test(this.entry().action));
  /** Told are the values that it ended with. */
  protected readonly isGone = computed(() => /\.(deleted|disconnected)$/.test(this.entry().action));
  protected readonly detailsLabel = computed(
    () => $localize`:@@mailroom.audit.details:Settings: ${formatCount(this.changes().length)}:count:`,
  );

  protected onlyLabel({ actorName }: AuditEntry): string {
    return $localize`:@@mailroom.audit.only-by:Show only changes by ${actorName}:name:`;
  }
}
