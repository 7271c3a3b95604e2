/** Who wants a mailbox mended, and how far. */
export interface RepairOrder {
  trigger: 'nightly' | 'person';
  /** Whether what the server no longer has leaves the CRM. A list that a server gives too short must not do so by night. */
  removesSurplus: boolean;
}

/** Somebody has seen what is surplus, and says that it may go. */
export const byPerson: RepairOrder = { trigger: 'person', removesSurplus: true };

export const byNight: RepairOrder = { trigger: 'nightly', removesSurplus: false };
