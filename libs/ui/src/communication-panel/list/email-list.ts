import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  viewChild,
} from '@angular/core';
import { outputFromObservable, toObservable, toSignal } from '@angular/core/rxjs-interop';
import { type EmailListItem } from '@mailroom/contract';
import { debounceTime, filter, map, switchMap } from 'rxjs';
import { randomId } from '../random-id';
import { EmailRow } from './email-row';

const rowHeight = 82;
/** How many rows before the end the next page is asked for. */
const rowsAhead = 25;

/** Thousands of emails, of which only the visible ones are in the page. New ones above do not move what is being read. */
@Component({
  selector: 'mailroom-email-list',
  imports: [CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport, EmailRow],
  templateUrl: './email-list.html',
  styleUrl: './email-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmailList {
  readonly emails = input.required<readonly EmailListItem[]>();
  /** The email that is highlighted, and that Enter opens. */
  readonly activeId = input.required<string | null>();
  /** The email that is open beside the list. */
  readonly openId = input.required<string | null>();
  readonly hasMore = input.required<boolean>();
  /** The emails that something is to be done with. */
  readonly marked = input<ReadonlySet<string>>(new Set());
  readonly chosen = output<EmailListItem>();
  /** The pointer has come to an email: it may be opened next. */
  readonly pointed = output<EmailListItem>();
  /** It is to be marked, or not any more; `range`: with all between it and the one marked before. */
  readonly markToggled = output<{ email: EmailListItem; range: boolean }>();

  protected readonly rowHeight = rowHeight;
  /** Two lists of one page may show the same email. */
  protected readonly idPrefix = `mailroom-${randomId()}-`;
  private readonly injector = inject(Injector);
  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private top: { id: string; offset: number } | null = null;

  /** The rows near the end have come into view. */
  readonly nearEnd = outputFromObservable(
    toObservable(this.viewport).pipe(
      switchMap((viewport) => viewport.renderedRangeStream),
      debounceTime(20),
      filter(({ end }) => this.hasMore() && end >= this.emails().length - rowsAhead),
      map(() => undefined),
    ),
  );

  private readonly rendered = toSignal(
    toObservable(this.viewport).pipe(
      switchMap((viewport) => viewport.renderedRangeStream),
      map(({ start, end }) => ({ start, end })),
    ),
    { initialValue: { start: 0, end: 0 } },
  );
  /** The highlighted row's id, while the row is in the page. */
  protected readonly activeRow = computed(() => {
    const { start, end } = this.rendered();
    const id = this.activeId();
    return id !== null &&
      this.emails()
        .slice(start, end)
        .some((email) => email.id === id)
      ? this.idPrefix + id
      : null;
  });
  protected readonly setSize = computed(() => (this.hasMore() ? -1 : this.emails().length));

  constructor() {
    effect(() => {
      const emails = this.emails();
      afterNextRender(
        () => {
          this.keepPosition(emails);
        },
        { injector: this.injector },
      );
    });
    const resized = new ResizeObserver(() => {
      this.viewport().checkViewportSize();
    });
    resized.observe(this.host.nativeElement);
    inject(DestroyRef).onDestroy(() => {
      resized.disconnect();
    });
  }

  /** Scrolls only as far as the row needs to be seen whole. */
  reveal(id: string): void {
    const index = this.emails().findIndex((email) => email.id === id);
    const viewport = this.viewport();
    const above = index * rowHeight;
    const below = above + rowHeight - viewport.getViewportSize();
    const offset = viewport.measureScrollOffset();
    if (index >= 0 && above < offset) viewport.scrollToOffset(above);
    else if (index >= 0 && below > offset) viewport.scrollToOffset(below);
    // The event of this scroll comes later than an email that is marked as read because it is opened.
    this.remember();
  }

  focus(): void {
    this.viewport().elementRef.nativeElement.focus({ preventScroll: true });
  }

  holdsFocus(): boolean {
    return this.viewport().elementRef.nativeElement.contains(document.activeElement);
  }

  /** With Ctrl or Shift an email is marked, as in every list; otherwise it is opened. */
  protected click(email: EmailListItem, event: MouseEvent): void {
    if (event.shiftKey || event.ctrlKey || event.metaKey) this.toggle(email, event);
    else this.chosen.emit(email);
  }

  protected toggle(email: EmailListItem, { shiftKey }: MouseEvent): void {
    this.markToggled.emit({ email, range: shiftKey });
  }

  protected trackId(_index: number, { id }: EmailListItem): string {
    return id;
  }

  protected remember(): void {
    const offset = this.viewport().measureScrollOffset();
    const email = this.emails()[Math.floor(offset / rowHeight)];
    this.top = offset > 0 && email ? { id: email.id, offset: offset % rowHeight } : null;
  }

  private keepPosition(emails: readonly EmailListItem[]): void {
    const { top } = this;
    const index = top ? emails.findIndex(({ id }) => id === top.id) : -1;
    if (top && index >= 0) this.viewport().scrollToOffset(index * rowHeight + top.offset);
  }
}
