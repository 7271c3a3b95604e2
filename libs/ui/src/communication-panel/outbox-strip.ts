import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { type Draft } from './composer/draft';
import { DraftStore } from './composer/draft-store';
import { Outbox } from './composer/outbox';

/** The messages that are on their way, could not be sent, or wait as drafts. */
@Component({
  selector: 'mailroom-outbox-strip',
  imports: [MatButtonModule, MatIconModule, MatProgressBarModule],
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
  protected readonly queued = computed(() => this.drafts().filter(({ state }) => state === 'queued'));
  protected readonly failed = computed(() => this.drafts().filter(({ state }) => state === 'failed'));
  protected readonly written = computed(() =>
    this.drafts().filter(({ id, state, revision }) => state === 'writing' && revision > 0 && id !== this.composing()),
  );

  protected subject({ subject }: Draft): string {
    return subject || $localize`:@@mailroom.panel.noSubject:(no subject)`;
  }
}
