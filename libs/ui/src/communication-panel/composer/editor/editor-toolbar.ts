import { ChangeDetectionStrategy, Component, ElementRef, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { type MailroomIcon } from '../../../icons/icons';
import type { TextEditor, TextFormat } from './text-editor';

interface Tool {
  format: TextFormat;
  icon: MailroomIcon;
  label: string;
}

/** How the text looks, by button. One stop of the Tab key; the arrow keys go from button to button (WAI-ARIA's toolbar pattern). */
@Component({
  selector: 'mailroom-editor-toolbar',
  imports: [MatButtonModule, MatIconModule, MatTooltipModule],
  templateUrl: './editor-toolbar.html',
  styleUrl: './editor-toolbar.scss',
  host: { '(keydown.arrowright)': 'step(1, $event)', '(keydown.arrowleft)': 'step(-1, $event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EditorToolbar {
  /** `null` while it is being loaded. */
  readonly editor = input.required<TextEditor | null>();
  readonly active = input.required<ReadonlySet<TextFormat>>();

  protected readonly tools: readonly Tool[] = [
    { format: 'bold', icon: 'bold', label: $localize`:@@mailroom.panel.editor.bold:Bold` },
    { format: 'italic', icon: 'italic', label: $localize`:@@mailroom.panel.editor.italic:Italic` },
    { format: 'underline', icon: 'underline', label: $localize`:@@mailroom.panel.editor.underline:Underlined` },
    { format: 'strike', icon: 'strike', label: $localize`:@@mailroom.panel.editor.strike:Struck through` },
    { format: 'bulletList', icon: 'bulletList', label: $localize`:@@mailroom.panel.editor.bulletList:List` },
    { format: 'orderedList', icon: 'orderedList', label: $localize`:@@mailroom.panel.editor.orderedList:Numbered list` },
    { format: 'blockquote', icon: 'quote', label: $localize`:@@mailroom.panel.editor.quote:Quotation` },
    { format: 'link', icon: 'link', label: $localize`:@@mailroom.panel.editor.link:Link` },
  ];
  /** The button that the Tab key comes to. */
  protected readonly current = signal(0);
  /** The address that is being entered; `null`: none is. */
  protected readonly address = linkedSignal<TextEditor | null, string | null>({ source: this.editor, computation: () => null });
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  protected use({ format }: Tool): void {
    const editor = this.editor();
    if (format === 'link') this.address.set(this.address() === null ? (editor?.link ?? '') : null);
    else editor?.toggle(format);
  }

  protected applyLink(address: string): void {
    this.address.set(null);
    const trimmed = address.trim();
    this.editor()?.setLink(/^[a-z][a-z0-9+.-]*:/i.test(trimmed) || trimmed === '' ? trimmed : `https://${trimmed}`);
  }

  protected step(by: number, event: Event): void {
    // In the link's address the arrows move the cursor.
    if (!(event.target instanceof Element) || !event.target.closest('[role="toolbar"]')) return;
    event.preventDefault();
    const next = (this.current() + by + this.tools.length) % this.tools.length;
    this.current.set(next);
    this.host.nativeElement.querySelectorAll<HTMLElement>('[role="toolbar"] button')[next]?.focus();
  }
}
