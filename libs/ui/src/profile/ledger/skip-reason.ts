import { FOLDER_NOT_SELECTED, isMailErrorCode, type SkippedMessage } from '@mailroom/contract';
import { explainedCode, localizeByCode } from '../../i18n/localize-problem';

/** Why a message was not imported, and what to do about it, in the user's language. */
export function skipReason({ reason, detail }: SkippedMessage): { message: string; remedy?: string } {
  if (reason === 'before-start-date') {
    return {
      message: $localize`:@@mailroom.ledger.before-start-date:It was received before the date from which this account imports.`,
      remedy: $localize`:@@mailroom.ledger.before-start-date.remedy:Choose an earlier date, or all emails, in the account’s settings.`,
    };
  }
  if (reason === FOLDER_NOT_SELECTED) {
    return {
      message: $localize`:@@mailroom.ledger.folder-not-selected:This folder is not imported.`,
      remedy: $localize`:@@mailroom.ledger.folder-not-selected.remedy:Choose it in the account’s settings, if it should be.`,
    };
  }
  if (reason === 'excluded-address' || reason === 'excluded-domain') {
    return {
      message: localizeByCode(reason, detail),
      remedy: $localize`:@@mailroom.ledger.excluded.remedy:The account’s settings, or the organisation’s, list whose emails are kept out.`,
    };
  }
  return isMailErrorCode(reason) ? explainedCode(reason) : { message: localizeByCode(reason, detail) };
}
