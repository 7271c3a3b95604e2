import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';
import { type Email } from '@mailroom/contract';
import { EmailsApi } from '../../data-access/emails-api';
import { bodyDocument } from './body-document';
import { PlainText } from './plain-text';

/** A body that grows with its frame would grow for ever. */
const tallestPx = 20_000;

/**
 * What an email says. HTML is shown in a frame that runs nothing: its sandbox has no `allow-scripts`. It has
 * `allow-same-origin`, without which the frame's height could not be measured and the email's pictures would be
 * asked for without the session; alone, and without scripts, that gives a document no power over ours.
 */
@Component({
  selector: 'mailroom-message-body',
  imports: [MatButtonModule, MatIconModule, PlainText],
  templateUrl: './message-body.html',
  styleUrl: './message-body.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageBody {
  readonly email = input.required<Email>();

  private readonly api = inject(EmailsApi);
  private readonly sanitizer = inject(DomSanitizer);
  private readonly frame = viewChild<ElementRef<HTMLIFrameElement>>('frame');
  private readonly resized = new ResizeObserver(() => {
    this.fitHeight();
  });

  private readonly id = computed(() => this.email().id);
  /** Asked for anew with each email. */
  protected readonly remoteImages = linkedSignal({ source: this.id, computation: () => false });
  protected readonly document = computed(() => {
    const { id, html } = this.email();
    if (html === null) return null;
    const attachmentsUrl = new URL(this.api.attachmentsUrl(id), location.href).href;
    const markup = bodyDocument(html, { attachmentsUrl, remoteImages: this.remoteImages() });
    return this.sanitizer.bypassSecurityTrustHtml(markup);
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.resized.disconnect();
    });
  }

  protected loaded(): void {
    const body = this.frame()?.nativeElement.contentDocument?.body;
    this.resized.disconnect();
    if (body) this.resized.observe(body);
  }

  private fitHeight(): void {
    const frame = this.frame()?.nativeElement;
    const body = frame?.contentDocument?.body;
    if (frame && body) frame.style.height = `${Math.min(tallestPx, Math.ceil(body.getBoundingClientRect().height) + 16)}px`;
  }
}
