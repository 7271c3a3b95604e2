/** A follow-up flag (`FlagType`); instants as the client wrote them. */
export interface Flag {
  readonly status: 'NotFlagged' | 'Flagged' | 'Complete';
  readonly startDate: string | undefined;
  readonly dueDate: string | undefined;
  readonly completeDate: string | undefined;
}

/** How private an item is, in rising order (`SensitivityChoicesType`). */
export const sensitivities = ['Normal', 'Personal', 'Private', 'Confidential'] as const;
export const importances = ['Low', 'Normal', 'High'] as const;

/** What can be changed of an item beside its MIME. */
export interface EditableProperties {
  readonly importance: (typeof importances)[number];
  readonly sensitivity: (typeof sensitivities)[number];
  readonly categories: readonly string[];
  readonly flag: Flag;
  /** MAPI properties that nothing else stands for, by `propertyKey`; those of one value have one string. */
  readonly extended: ReadonlyMap<string, readonly string[]>;
}

/** One property that was changed, and the item's revision that this made. */
interface Edit<T> {
  readonly value: T;
  readonly revision: number;
}

/** What was changed of an item since it came. Undefined: still as its MIME says. */
export type ItemEdits = { [P in keyof EditableProperties]?: Edit<EditableProperties[P]> };
