import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, LOCALE_ID, signal, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { FileSize, formatFileSize } from '../file-size';
import { type Draft } from './draft';
import { attachmentLimitBytes, DraftStore, totalSize } from './draft-store';

/** The files that go with a message: chosen, or dropped anywhere on the composer. */
@Component({
  selector: 'mailroom-composer-attachments',
  imports: [FileSize, MatButtonModule, MatIconModule],
  template: `
    <input #picker type="file" multiple hidden (change)="picked(picker)" />
    @if (draft().attachments.length > 0) {
      <ul i18n-aria-label="@@mailroom.panel.attachments.label" aria-label="Attachments">
        @for (file of draft().attachments; track file.id) {
          <li [class.lost]="!drafts.isReady(file)">
            <mat-icon svgIcon="mailroom:attachment" />
            <span class="name">{{ file.filename }}</span>
            @if (drafts.isReady(file)) {
              <span class="size">{{ file.size | fileSize }}</span>
            } @else {
              <button matButton type="button" (click)="choose()" i18n="@@mailroom.panel.attachments.again">Attach again</button>
            }
            <button matIconButton type="button" [attr.aria-label]="removeLabel(file.filename)" (click)="drafts.detach(draft().id, file.id)">
              <mat-icon svgIcon="mailroom:close" />
            </button>
          </li>
        }
      </ul>
      <p class="total" i18n="@@mailroom.panel.attachments.total">{{ total() | fileSize }} of at most {{ limit | fileSize }}</p>
    }
    @if (refused(); as text) {
      <p class="refused" role="alert">{{ text }}</p>
    }
  `,
  styleUrl: './composer-attachments.scss',
  host: {
    '(document:dragover)': '$event.preventDefault()',
    '(document:drop)': 'dropped($event)',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ComposerAttachments {
  readonly draft = input.required<Draft>();

  protected readonly drafts = inject(DraftStore);
  protected readonly limit = attachmentLimitBytes;
  protected readonly total = computed(() => totalSize(this.draft().attachments));
  protected readonly refused = signal<string | null>(null);
  private readonly locale = inject(LOCALE_ID);
  private readonly picker = viewChild.required<ElementRef<HTMLInputElement>>('picker');
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  /** Opens the browser's dialog to choose files. */
  choose(): void {
    this.picker().nativeElement.click();
  }

  protected removeLabel(filename: string): string {
    return $localize`:@@mailroom.panel.attachments.remove:Remove ${filename}:filename:`;
  }

  protected picked(picker: HTMLInputElement): void {
    this.attach(Array.from(picker.files ?? []));
    picker.value = '';
  }

  /** A file dropped beside the composer would otherwise replace the whole page, and with it what is being written. */
  protected dropped(event: DragEvent): void {
    event.preventDefault();
    const composer = this.host.nativeElement.closest('form');
    if (event.target instanceof Node && composer?.contains(event.target)) this.attach(Array.from(event.dataTransfer?.files ?? []));
  }

  private attach(files: File[]): void {
    const tooLarge = this.drafts.attach(this.draft().id, files);
    const names = tooLarge.map(({ name, size }) => `${name} (${formatFileSize(size, this.locale)})`).join(', ');
    const limit = formatFileSize(attachmentLimitBytes, this.locale);
    this.refused.set(
      tooLarge.length === 0
        ? null
        : $localize`:@@mailroom.panel.attachments.tooLarge:Not attached: ${names}:names:. All attachments together may have ${limit}:limit:.`,
    );
  }
}
