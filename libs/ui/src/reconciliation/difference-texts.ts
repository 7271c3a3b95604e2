import { type DifferenceCounts, type FolderDifference } from '@mailroom/contract';
import { formatCount } from '../i18n/numbers';

/** How much differs in all; 0 for what was not compared. */
export function differenceCount(counts: DifferenceCounts | null | undefined): number {
  return counts ? counts.missingCount + counts.surplusCount + counts.readFlagCount + counts.indexCount : 0;
}

/** Each kind of difference in words, those that there are. */
export function differenceTexts({ missingCount, surplusCount, readFlagCount, indexCount }: DifferenceCounts): string[] {
  const texts: [number, string][] = [
    [missingCount, $localize`:@@mailroom.difference.missing:${formatCount(missingCount)}:count: missing in the CRM`],
    [surplusCount, $localize`:@@mailroom.difference.surplus:${formatCount(surplusCount)}:count: gone from the server`],
    [readFlagCount, $localize`:@@mailroom.difference.read:${formatCount(readFlagCount)}:count: read on one side only`],
    [indexCount, $localize`:@@mailroom.difference.index:${formatCount(indexCount)}:count: not found by search`],
  ];
  return texts.filter(([count]) => count > 0).map(([, text]) => text);
}

/** What a folder's comparison has come to. */
export function folderFinding(folder: FolderDifference): string[] {
  switch (folder.state) {
    case 'not-selected':
      return [$localize`:@@mailroom.difference.not-selected:Not imported by choice`];
    case 'importing':
      return [$localize`:@@mailroom.difference.importing:Still being imported`];
    case 'compared':
      return differenceCount(folder) === 0 ? [$localize`:@@mailroom.difference.equal:The same`] : differenceTexts(folder);
  }
}
