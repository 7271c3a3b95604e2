import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, LOCALE_ID, signal, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { draftAttachmentLimitBytes } from '@mailroom/contract';
import { FileSize, formatFileSize } from '../file-size';
import { type Draft, type DraftFile } from './draft';
import { DraftFiles, totalSize } from './draft-files';

/** The files that go with a message: chosen, or dropped anywhere on the composer. */
@Component({
  selector: 'mailroom-composer-attachments',
  imports: [FileSize, MatButtonModule, MatIconModule, MatProgressBarModule],
  templateUrl: './composer-attachments.html',
  styleUrl: './composer-attachments.scss',
  host: {
    '(document:dragover)': 'draggedOver($event)',
    '(document:dragleave)': 'isOver.set(false)',
    '(document:drop)': 'dropped($event)',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ComposerAttachments {
  readonly draft = input.required<Draft>();

  protected readonly files = inject(DraftFiles);
  protected readonly limit = draftAttachmentLimitBytes;
  protected readonly total = computed(() => totalSize(this.draft().files));
  protected readonly refused = signal<string | null>(null);
  /** Files are held above the page, and may be dropped here. */
  protected readonly isOver = signal(false);
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

  protected progressLabel({ filename }: DraftFile): string {
    return $localize`:@@mailroom.panel.attachments.uploading:Uploading ${filename}:filename:`;
  }

  protected picked(picker: HTMLInputElement): void {
    this.attach(Array.from(picker.files ?? []));
    picker.value = '';
  }

  protected draggedOver(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(true);
  }

  /** A file dropped beside the composer would otherwise replace the whole page. */
  protected dropped(event: DragEvent): void {
    this.isOver.set(false);
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const composer = this.host.nativeElement.closest('form');
    if (event.target instanceof Node && composer?.contains(event.target)) this.attach(Array.from(event.dataTransfer.files));
  }

  private attach(files: File[]): void {
    const tooLarge = this.files.attach(this.draft().id, files);
    const names = tooLarge.map(({ name, size }) => `${name} (${formatFileSize(size, this.locale)})`).join(', ');
    const limit = formatFileSize(draftAttachmentLimitBytes, this.locale);
    this.refused.set(
      tooLarge.length === 0
        ? null
        : $localize`:@@mailroom.panel.attachments.tooLarge:Not attached: ${names}:names:. All attachments together may have ${limit}:limit:.`,
    );
  }
}
