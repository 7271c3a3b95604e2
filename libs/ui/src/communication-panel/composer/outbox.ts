import { inject, Injectable } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Email, undoSeconds } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { DraftsApi } from '../../data-access/drafts-api';
import { MailEvents } from '../../data-access/mail-events';
import { problemOf } from '../../data-access/problem-of';
import { localizeMailError } from '../../i18n/localize-problem';
import { DraftSaver } from './draft-saver';
import { DraftStore } from './draft-store';

/**
 * Sends drafts, and follows them until they have left. A message waits on the server for some seconds, in which it can be taken back; to
 * close the browser meanwhile neither loses nor doubles it.
 */
@Injectable({ providedIn: 'root' })
export class Outbox {
  private readonly api = inject(DraftsApi);
  private readonly drafts = inject(DraftStore);
  private readonly saver = inject(DraftSaver);
  private readonly snackBar = inject(MatSnackBar);

  constructor() {
    const events = inject(MailEvents);
    events
      .of('email.sent')
      .pipe(takeUntilDestroyed())
      .subscribe(({ emailId, status, failure }) => {
        this.settle(emailId, status, failure);
      });
    events.gap.pipe(takeUntilDestroyed()).subscribe(() => void this.drafts.load());
  }

  /** Whether the server has taken the message on. When not, the draft says why, and sending it again sends it once. */
  async send(draftId: string): Promise<boolean> {
    const before = this.drafts.get(draftId)?.state;
    if (before !== 'writing' && before !== 'failed') return false;
    this.drafts.patch(draftId, { state: 'sending', problem: null });
    if (!(await this.saver.save(draftId))) {
      this.drafts.patch(draftId, { state: before });
      this.fail(draftId, $localize`:@@mailroom.panel.outbox.unsaved:The message could not be brought to the server. It is kept here.`);
      return false;
    }
    try {
      const { revision = 0 } = this.drafts.get(draftId) ?? {};
      const { id } = await firstValueFrom(this.api.send(draftId, revision, undoSeconds));
      this.drafts.patch(draftId, { state: 'queued', sentEmailId: id, sendAt: Date.now() + undoSeconds * 1_000 });
      return true;
    } catch (error) {
      this.drafts.patch(draftId, { state: before, problem: problemOf(error) });
      return false;
    }
  }

  /** Whether the message has not left: then it is a draft again. */
  async takeBack(draftId: string): Promise<boolean> {
    const emailId = this.drafts.get(draftId)?.sentEmailId;
    if (!emailId) return false;
    try {
      await firstValueFrom(this.api.takeBack(emailId));
      this.drafts.patch(draftId, { state: 'writing', sentEmailId: null, sendAt: null });
      return true;
    } catch (error) {
      const { code, detail } = problemOf(error);
      const text = code === 'email-not-waiting' ? $localize`:@@mailroom.panel.outbox.tooLate:The message has left already.` : detail;
      this.snackBar.open(text, undefined, { duration: 6_000 });
      void this.drafts.load();
      return false;
    }
  }

  /** Throws it away. Rejects with the call's error. */
  async discard(draftId: string): Promise<void> {
    if ((this.drafts.get(draftId)?.revision ?? 0) > 0) await firstValueFrom(this.api.discard(draftId));
    this.drafts.remove(draftId);
  }

  private settle(emailId: string, status: 'sent' | 'failed', failure: Email['failure']): void {
    const draft = this.drafts.bySentEmail(emailId);
    if (!draft) return;
    if (status === 'failed') {
      const said = failure && localizeMailError(failure);
      this.drafts.patch(draft.id, { state: 'failed', sendAt: null, problem: said && { ...said, detail: said.message } });
      return;
    }
    this.drafts.remove(draft.id);
    this.snackBar.open($localize`:@@mailroom.panel.outbox.sent:Message sent.`, undefined, { duration: 4_000 });
  }

  private fail(draftId: string, detail: string): void {
    this.drafts.patch(draftId, { problem: { detail } });
  }
}
