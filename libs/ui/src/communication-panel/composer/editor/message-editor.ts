import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { EditorToolbar } from './editor-toolbar';
import type { TextEditor, TextFormat } from './text-editor';

/** Where a message's text is written. The editor itself is loaded when the first message is begun. */
@Component({
  selector: 'mailroom-message-editor',
  imports: [EditorToolbar, MatButtonModule],
  template: `
    <mailroom-editor-toolbar [editor]="editor()" [active]="active()" />
    @if (isMissing()) {
      <p class="missing" role="alert">
        <ng-container i18n="@@mailroom.panel.editor.missing">The editor could not be loaded.</ng-container>
        <button matButton type="button" (click)="load()" i18n="@@mailroom.panel.tryAgain">Try again</button>
      </p>
    }
    <div #place class="place"></div>
  `,
  styleUrl: './message-editor.scss',
  // The room below the text belongs to it.
  host: { '(click)': 'clicked($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageEditor {
  readonly html = input.required<string>();
  readonly disabled = input(false);
  readonly htmlChange = output<string>();

  protected readonly editor = signal<TextEditor | null>(null);
  protected readonly active = signal<ReadonlySet<TextFormat>>(new Set());
  protected readonly isMissing = signal(false);
  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private wantsFocus = false;
  private isGone = false;

  constructor() {
    afterNextRender(() => void this.load());
    effect(() => {
      this.editor()?.setHtml(this.html());
    });
    effect(() => {
      this.editor()?.setEditable(!this.disabled());
    });
    inject(DestroyRef).onDestroy(() => {
      this.isGone = true;
      this.editor()?.close();
    });
  }

  /** To write above what is there already, such as a signature. */
  focus(): void {
    this.wantsFocus = true;
    this.editor()?.focus('start');
  }

  protected clicked({ target }: Event): void {
    if (target === this.place().nativeElement) this.editor()?.focus('end');
  }

  protected async load(): Promise<void> {
    this.isMissing.set(false);
    try {
      const { TextEditor } = await import('./text-editor');
      if (this.isGone) return;
      const editor = new TextEditor(this.place().nativeElement, {
        html: this.html(),
        label: $localize`:@@mailroom.panel.composer.text:Text of the message`,
        placeholder: $localize`:@@mailroom.panel.composer.placeholder:Write your message…`,
        changed: (html) => {
          this.htmlChange.emit(html);
        },
        moved: (formats) => {
          this.active.set(formats);
        },
      });
      this.editor.set(editor);
      if (this.wantsFocus) editor.focus('start');
    } catch {
      this.isMissing.set(true);
    }
  }
}
