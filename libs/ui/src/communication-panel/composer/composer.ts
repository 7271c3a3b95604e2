import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
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
import { type Draft, type DraftContent } from './draft';
import { DraftStore } from './draft-store';
import { Outbox } from './outbox';
import { isAddress } from './recipients';
import { RecipientsField } from './recipients-field';
import { signedOver } from './signature';

/** Writes one message. Every letter goes into the draft at once; closing asks whether to keep it. */
@Component({
  selector: 'mailroom-composer',
  imports: [ComposerAttachments, MatButtonModule, MatIconModule, MatProgressBarModule, MatTooltipModule, ProblemNote, RecipientsField],
  templateUrl: './composer.html',
  styleUrl: './composer.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Composer {
  readonly draftId = input.required<string>();
  /** The message is on its way, kept as a draft, or discarded. */
  readonly closed = output();

  private readonly drafts = inject(DraftStore);
  private readonly outbox = inject(Outbox);
  private readonly confirm = inject(Confirm);
  private readonly accounts = inject(AccountStore).accounts;
  private readonly toField = viewChild(RecipientsField);
  private readonly textArea = viewChild<ElementRef<HTMLTextAreaElement>>('text');

  protected readonly draft = computed(() => this.drafts.get(this.draftId()));
  protected readonly sending = computed(() => this.draft()?.state === 'sending');
  protected readonly senders = computed(() => this.accounts()?.filter(({ send }) => send) ?? []);
  protected readonly sender = computed(() => this.senders().find(({ id }) => id === this.draft()?.accountId));
  protected readonly mailboxAddress = mailboxAddress;
  protected readonly title = computed(() => titleOf(this.draft()?.kind ?? 'new'));
  /** Cc and Bcc are shown once somebody is in them or they were asked for. */
  protected readonly showCopies = linkedSignal(() => {
    const draft = this.drafts.get(this.draftId());
    return draft !== undefined && (draft.cc.chosen.length > 0 || draft.bcc.chosen.length > 0);
  });
  /** What keeps the message from being sent: told when "Send" is pressed, until something is changed. */
  protected readonly obstacle = linkedSignal<number | undefined, string | null>({
    source: () => this.draft()?.revision,
    computation: () => null,
  });

  constructor() {
    afterNextRender(() => {
      const area = this.textArea()?.nativeElement;
      // An answer is written above what it answers.
      area?.setSelectionRange(0, 0);
      if (this.draft()?.to.chosen.length === 0) this.toField()?.focus();
      else area?.focus();
      if (area) area.scrollTop = 0;
    });
  }

  /** Asks where something would be lost; not to discard it is to keep it as a draft. */
  async close(): Promise<void> {
    if (this.sending()) return;
    if (this.draft()?.revision === 0 || (await this.askToDiscard())) this.drafts.remove(this.draftId());
    this.closed.emit();
  }

  protected edit(change: Partial<DraftContent>): void {
    this.drafts.edit(this.draftId(), change);
  }

  protected sendFrom(accountId: string): void {
    const draft = this.draft();
    const next = this.senders().find(({ id }) => id === accountId);
    if (!draft || !next) return;
    this.edit({ accountId, text: signedOver(draft.text, this.sender()?.signature ?? '', next.signature) });
  }

  protected async send(): Promise<void> {
    const draft = this.draft();
    const obstacle = draft ? this.obstacleOf(draft) : null;
    this.obstacle.set(obstacle);
    if (obstacle === null && (await this.outbox.send(this.draftId()))) this.closed.emit();
  }

  private obstacleOf({ to, cc, bcc, attachments }: Draft): string | null {
    if (this.accounts() !== null && !this.sender())
      return $localize`:@@mailroom.panel.composer.noSender:Choose the account to send from: this one cannot send any more.`;
    const everybody = [...to.chosen, ...cc.chosen, ...bcc.chosen];
    if (everybody.length === 0) return $localize`:@@mailroom.panel.composer.noRecipient:Enter at least one recipient.`;
    const mistake = everybody.find(({ address }) => !isAddress(address));
    if (mistake)
      return $localize`:@@mailroom.panel.composer.badRecipient:“${mistake.address}:address:” is not an email address. Put it right or remove it.`;
    const lost = attachments.find((attachment) => !this.drafts.isReady(attachment));
    if (lost)
      return $localize`:@@mailroom.panel.composer.lostFile:Attach “${lost.filename}:filename:” again, or remove it: the page was reloaded since.`;
    return null;
  }

  private askToDiscard(): Promise<boolean> {
    return this.confirm.ask({
      title: $localize`:@@mailroom.panel.composer.closeTitle:Keep this message as a draft?`,
      message: $localize`:@@mailroom.panel.composer.closeText:A draft is kept in this browser tab until you send it. If you discard it, what you have written and attached is lost.`,
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
