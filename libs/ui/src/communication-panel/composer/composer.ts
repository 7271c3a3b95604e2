import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Confirm } from '../../components/confirm';
import { ProblemNote } from '../../components/problem-note';
import { AccountStore } from '../../data-access/account-store';
import { mailboxAddress } from '../../data-access/mailbox-address';
import { ComposerAttachments } from './composer-attachments';
import { type Draft, type DraftContent, isUntouched } from './draft';
import { filesAreReady } from './draft-files';
import { DraftSaver } from './draft-saver';
import { DraftStore } from './draft-store';
import { MessageEditor } from './editor/message-editor';
import { Outbox } from './outbox';
import { QuotedMessage } from './quoted-message';
import { isAddress } from './recipients';
import { RecipientsField } from './recipients-field';
import { SavingNote } from './saving-note';
import { signedOver } from './signature';

/** Writes one message. It is saved as it is typed, so that closing it loses nothing. */
@Component({
  selector: 'mailroom-composer',
  imports: [
    ComposerAttachments,
    MatButtonModule,
    MatIconModule,
    MatProgressBarModule,
    MatTooltipModule,
    MessageEditor,
    ProblemNote,
    QuotedMessage,
    RecipientsField,
    SavingNote,
  ],
  templateUrl: './composer.html',
  styleUrl: './composer.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Composer {
  readonly draftId = input.required<string>();
  /** The message is on its way, kept as a draft, or discarded. */
  readonly closed = output();

  private readonly drafts = inject(DraftStore);
  protected readonly saver = inject(DraftSaver);
  private readonly outbox = inject(Outbox);
  private readonly confirm = inject(Confirm);
  private readonly accounts = inject(AccountStore).accounts;
  private readonly toField = viewChild(RecipientsField);
  private readonly editor = viewChild(MessageEditor);

  protected readonly draft = computed(() => this.drafts.get(this.draftId()));
  protected readonly sending = computed(() => this.draft()?.state === 'sending');
  protected readonly senders = computed(() => this.accounts()?.filter(({ send }) => send) ?? []);
  protected readonly sender = computed(() => this.senders().find(({ id }) => id === this.draft()?.accountId));
  protected readonly mailboxAddress = mailboxAddress;
  protected readonly title = computed(() => titleOf(this.draft()?.kind ?? 'new'));
  /** Cc and Bcc are shown once somebody is in them or they were asked for. */
  protected readonly showCopies = linkedSignal({
    source: this.draftId,
    computation: (id) => {
      const draft = this.drafts.get(id);
      return draft !== undefined && (draft.cc.chosen.length > 0 || draft.bcc.chosen.length > 0);
    },
  });
  /** What keeps the message from being sent: told when "Send" is pressed, until something is changed. */
  protected readonly obstacle = linkedSignal<string, string | null>({
    source: () =>
      `${this.draft()?.edits} ${this.draft()
        ?.files.map(({ share }) => share === null)
        .join()}`,
    computation: () => null,
  });

  constructor() {
    afterNextRender(() => {
      if (this.draft()?.to.chosen.length === 0) this.toField()?.focus();
      else this.editor()?.focus();
    });
  }

  /** What is written stays as a draft; what is not worth keeping goes. */
  close(): void {
    const draft = this.draft();
    if (draft?.state === 'sending') return;
    if (draft && isUntouched(draft)) this.drafts.remove(draft.id);
    else if (draft) void this.saver.save(draft.id);
    this.closed.emit();
  }

  protected edit(change: Partial<DraftContent>): void {
    this.drafts.edit(this.draftId(), change);
  }

  protected sendFrom(accountId: string): void {
    const draft = this.draft();
    const next = this.senders().find(({ id }) => id === accountId);
    if (!draft || !next) return;
    this.edit({ accountId, html: signedOver(draft.html, this.sender()?.signature ?? '', next.signature) });
  }

  protected async send(): Promise<void> {
    const draft = this.draft();
    const obstacle = draft ? this.obstacleOf(draft) : null;
    this.obstacle.set(obstacle);
    if (obstacle === null && (await this.outbox.send(this.draftId()))) this.closed.emit();
  }

  protected async discard(): Promise<void> {
    const draft = this.draft();
    if (!draft || (!isUntouched(draft) && !(await this.askToDiscard()))) return;
    await this.outbox.discard(draft.id);
    this.closed.emit();
  }

  private obstacleOf(draft: Draft): string | null {
    const { to, cc, bcc, files } = draft;
    if (this.accounts() !== null && !this.sender())
      return $localize`:@@mailroom.panel.composer.noSender:Choose the account to send from: this one cannot send any more.`;
    const everybody = [...to.chosen, ...cc.chosen, ...bcc.chosen];
    if (everybody.length === 0) return $localize`:@@mailroom.panel.composer.noRecipient:Enter at least one recipient.`;
    const mistake = everybody.find(({ address }) => !isAddress(address));
    if (mistake)
      return $localize`:@@mailroom.panel.composer.badRecipient:“${mistake.address}:address:” is not an email address. Put it right or remove it.`;
    const refused = files.find(({ problem }) => problem !== null);
    if (refused)
      return $localize`:@@mailroom.panel.composer.lostFile:“${refused.filename}:filename:” is not attached yet. Try it again, or remove it.`;
    if (!filesAreReady(draft)) return $localize`:@@mailroom.panel.composer.uploading:Wait until the attachments have been uploaded.`;
    return null;
  }

  private askToDiscard(): Promise<boolean> {
    return this.confirm.ask({
      title: $localize`:@@mailroom.panel.composer.discardTitle:Discard this message?`,
      message: $localize`:@@mailroom.panel.composer.discardText:What you have written and attached is lost, in every browser.`,
      action: $localize`:@@mailroom.panel.composer.discard:Discard`,
      close: $localize`:@@mailroom.panel.composer.keep:Keep draft`,
      destructive: true,
    });
  }
}

function titleOf(kind: Draft['kind']): string {
  switch (kind) {
    case 'new':
      return $localize`:@@mailroom.panel.composer.new:New message`;
    case 'reply':
      return $localize`:@@mailroom.panel.composer.reply:Reply`;
    case 'replyAll':
      return $localize`:@@mailroom.panel.composer.replyAll:Reply to all`;
    case 'forward':
      return $localize`:@@mailroom.panel.composer.forward:Forward`;
  }
}
