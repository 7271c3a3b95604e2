import type { ExclusionReason } from '@mailroom/contract';
import type { Statement } from '../store/atomic-writer';
import { list } from '../store/sql-reader';

/** What was left out for one of these reasons may be so no more: the next comparison with the mailbox looks at it again. */
export function forgetExcluded(accountId: string, reasons: readonly ExclusionReason[]): Statement[] {
  if (reasons.length === 0) return [];
  return [
    {
      sql: `DELETE FROM mail_skipped WHERE account_id = ? AND reason IN ${list(reasons.length)}`,
      parameters: [accountId, ...reasons],
    },
    {
      sql: `UPDATE mail_folder SET skipped_count = (SELECT COUNT(*) FROM mail_skipped WHERE mail_skipped.folder_id = mail_folder.id)
            WHERE account_id = ?`,
      parameters: [accountId],
    },
  ];
}
