import { DecimalPipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, effect, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { type Draft } from './composer/draft';
import { DraftStore } from './composer/draft-store';
import { Outbox } from './composer/outbox';
import { personNames } from './people';

/** The messages that are about to leave, could not be sent, or wait as drafts. */
@Component({
  selector: 'mailroom-outbox-strip',
  imports: [DecimalPipe, MatButtonModule, MatIconModule, MatMenuModule, MatProgressBarModule],
  templateUrl: './outbox-strip.html',
  styleUrl: './outbox-strip.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OutboxStrip {
  /** The draft that is open already. */
  readonly composing = input.required<string | null>();
  /** A draft's id, to go on writing it. */
  readonly chosen = output<string>();

  protected readonly outbox = inject(Outbox);
  private readonly drafts = inject(DraftStore).drafts;
  private readonly now = signal(Date.now());
  protected readonly waiting = computed(() => this.drafts().filter(({ state }) => state === 'queued' || state === 'leaving'));
  protected readonly failed = computed(() => this.drafts().filter(({ state }) => state === 'failed'));
  protected readonly written = computed(() =>
    this.drafts().filter(({ id, state, edits, revision }) => state === 'writing' && (edits > 0 || revision > 0) && id !== this.composing()),
  );

  constructor() {
    // Counts only while somebody looks at what it counts.
    effect((onCleanup) => {
      if (this.waiting().length === 0) return;
      this.now.set(Date.now());
      const clock = setInterval(() => {
        this.now.set(Date.now());
      }, 500);
      onCleanup(() => {
        clearInterval(clock);
      });
    });
  }

  /** 0 once it cannot be taken back any more. */
  protected secondsLeft({ state, sendAt }: Draft): number {
    return state !== 'queued' || sendAt === null ? 0 : Math.max(0, Math.ceil((sendAt - this.now()) / 1_000));
  }

  protected async undo(draft: Draft): Promise<void> {
    if (await this.outbox.takeBack(draft.id)) this.chosen.emit(draft.id);
  }

  protected subject({ subject }: Draft): string {
    return subject || $localize`:@@mailroom.panel.noSubject:(no subject)`;
  }

  protected names({ to }: Draft): string {
    return personNames(to.chosen);
  }
}
