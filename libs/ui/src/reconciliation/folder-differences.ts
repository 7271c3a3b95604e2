import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type FolderDifference, type Reconciliation } from '@mailroom/contract';
import { formatCount, formatMoment } from '../i18n/numbers';
import { differenceCount, folderFinding } from './difference-texts';

/** A folder's comparison as a table row; `details` name single messages, the first hundred of a kind. */
interface FolderRow {
  folder: FolderDifference;
  findings: string[];
  differs: boolean;
  details: string[];
}

/** What each folder has on the server and in the CRM; those that differ first. */
@Component({
  selector: 'mailroom-folder-differences',
  templateUrl: './folder-differences.html',
  styleUrl: './folder-differences.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FolderDifferences {
  readonly reconciliation = input.required<Reconciliation>();
  /** Whether single messages are named. */
  readonly namesMessages = input(false);

  protected readonly rows = computed(() =>
    this.reconciliation()
      .folders.map((folder): FolderRow => ({
        folder,
        findings: folderFinding(folder),
        differs: differenceCount(folder) > 0,
        details: this.namesMessages() ? detailsOf(folder) : [],
      }))
      .sort((a, b) => Number(b.differs) - Number(a.differs)),
  );
  protected readonly formatCount = formatCount;
}

function detailsOf({ missing, surplus, readFlagDiffers }: FolderDifference): string[] {
  const moment = (iso: string | null): string => (iso === null ? '' : formatMoment(iso));
  return [
    ...missing.map(({ receivedAt }) =>
      receivedAt === null
        ? $localize`:@@mailroom.difference.missing-one-undated:Missing: one of unknown date`
        : $localize`:@@mailroom.difference.missing-one:Missing: received ${moment(receivedAt)}:moment:`,
    ),
    ...surplus.map(
      ({ subject, receivedAt }) =>
        $localize`:@@mailroom.difference.surplus-one:Gone from the server: ${subject}:subject: ${moment(receivedAt)}:moment:`,
    ),
    ...readFlagDiffers.map(
      ({ subject, receivedAt }) =>
        $localize`:@@mailroom.difference.read-one:Read on one side only: ${subject}:subject: ${moment(receivedAt)}:moment:`,
    ),
  ];
}
