import { inject, Injectable, type Signal } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { type Problem } from '@mailroom/contract';
import { fromEvent, map, merge } from 'rxjs';

/** What the browser knows of its network. */
@Injectable({ providedIn: 'root' })
export class Connection {
  private readonly changes = merge(fromEvent(window, 'online'), fromEvent(window, 'offline'));

  /** The network is there again. */
  readonly back = fromEvent(window, 'online');
  readonly offline: Signal<boolean> = toSignal(this.changes.pipe(map(() => !navigator.onLine)), { initialValue: !navigator.onLine });
}

/** Loads by itself, once the network is back, what could not be loaded without it. For a constructor. */
export function loadWhenBack(problem: () => Problem | null, load: () => void): void {
  inject(Connection)
    .back.pipe(takeUntilDestroyed())
    .subscribe(() => {
      if (problem()?.code === 'offline') load();
    });
}
