import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatProgressBar } from '@angular/material/progress-bar';
import { interval } from 'rxjs';

/** The API gives up on a mail server after this long. */
const longestSeconds = 10;

/** What happens while the credentials are tried, second by second. */
@Component({
  selector: 'mailroom-connecting-note',
  imports: [MatProgressBar],
  template: `
    <p role="status">{{ text() }}</p>
    <mat-progress-bar mode="determinate" [value]="percent()" [attr.aria-label]="text()" />
    <p class="elapsed">{{ elapsed() }}</p>
  `,
  styles: `
    p {
      margin: 0 0 0.5rem;
      font: var(--mat-sys-body-medium);
    }
    .elapsed {
      margin: 0.375rem 0 0;
      font: var(--mat-sys-body-small);
      font-variant-numeric: tabular-nums;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConnectingNote {
  /** The provider's name. */
  readonly server = input.required<string>();

  private readonly ticks = toSignal(interval(1_000), { initialValue: -1 });
  private readonly seconds = computed(() => Math.min(longestSeconds, this.ticks() + 1));

  protected readonly text = computed(
    () => $localize`:@@mailroom.connecting.text:Signing in to ${this.server()}:server: and opening the mailbox…`,
  );
  protected readonly percent = computed(() => (this.seconds() / longestSeconds) * 100);
  protected readonly elapsed = computed(
    () => $localize`:@@mailroom.connecting.elapsed:${this.seconds()}:seconds: s of at most ${longestSeconds}:longest: s`,
  );
}
