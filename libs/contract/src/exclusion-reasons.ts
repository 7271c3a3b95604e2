/** The ledger's own reason: the message was received before the account's start date. */
export const BEFORE_START_DATE = 'before-start-date';

/** Why a message is deliberately not imported: the ledger's own reasons, besides a mail error's code. */
export const exclusionReasons = [
  BEFORE_START_DATE,
  'excluded-address',
  'excluded-domain',
  'excluded-sensitivity',
  'over-size-limit',
  'too-costly',
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** The ledger's own reason: the message's folder is not imported. */
export const FOLDER_NOT_SELECTED = 'folder-not-selected';
