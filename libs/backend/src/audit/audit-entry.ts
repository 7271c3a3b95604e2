import type { AuditAction, AuditChange, AuditValue } from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import type { Statement } from '../store/atomic-writer';
import { newId } from '../store/id';
import { insertInto } from '../store/statements';

/** What a change is about; the name is kept as it is at that time. */
export interface AuditSubject {
  id: string;
  name: string;
}

/** Says who did what, to be written in the transaction of what it tells of. */
export function auditEntry(actor: HostUser, action: AuditAction, subject: AuditSubject, changes: readonly AuditChange[]): Statement[] {
  return insertInto('mail_audit', [
    {
      id: newId(),
      actor_id: actor.id,
      actor_name: actor.displayName.slice(0, 200),
      action,
      subject_type: action.slice(0, action.indexOf('.')),
      subject_id: subject.id,
      subject_name: subject.name.slice(0, 320),
      changes: JSON.stringify(changes),
    },
  ]);
}

export const secretChange = (field: string): AuditChange => ({ field, isSecret: true, from: null, to: null });

type Fields = Readonly<Record<string, AuditValue | undefined>>;

/** The fields that differ. `null` stands for what was not there before, or is not any more. */
export function changesBetween(before: Fields, after: Fields): AuditChange[] {
  return Object.keys({ ...before, ...after }).flatMap((field): AuditChange[] => {
    const from = before[field] ?? null;
    const to = after[field] ?? null;
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, isSecret: false, from, to }];
  });
}
