import { Injectable } from '@nestjs/common';
import { AtomicWriter, StaleWriteError } from './atomic-writer';
import { violatesUnique } from './constraint-errors';
import { insertInto } from './statements';

/** What one process of many does at a time, in turns that expire with a process that died. */
@Injectable()
export class Turns {
  constructor(private readonly writer: AtomicWriter) {}

  /** Takes the turn, or keeps it. @returns whether the owner has it now */
  async take(name: string, owner: string, lastsMs: number): Promise<boolean> {
    const now = Date.now();
    const sql = 'UPDATE mail_turn SET owner_id = ?, expires_at = ? WHERE name = ? AND (owner_id = ? OR expires_at < ?)';
    try {
      await this.writer.write([{ sql, parameters: [owner, now + lastsMs, name, owner, now], expectRows: 1 }]);
      return true;
    } catch (error) {
      if (!(error instanceof StaleWriteError)) throw error;
    }
    try {
      await this.writer.write(insertInto('mail_turn', [{ name, owner_id: owner, expires_at: now + lastsMs }]));
      return true;
    } catch (error) {
      if (violatesUnique(error)) return false;
      throw error;
    }
  }

  /** Leaves the turn to whoever asks next. */
  async give(name: string, owner: string): Promise<void> {
    await this.writer.write([{ sql: 'DELETE FROM mail_turn WHERE name = ? AND owner_id = ?', parameters: [name, owner] }]);
  }
}
