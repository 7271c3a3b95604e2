import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { type Email, type EmailAttachment } from '@mailroom/contract';
import { EmailsApi } from '../../data-access/emails-api';
import { FileSize } from '../file-size';

/** The files that came with an email, each to download. Pictures inside the text are not among them. */
@Component({
  selector: 'mailroom-attachment-list',
  imports: [MatIconModule, FileSize],
  template: `
    @if (files().length > 0) {
      <ul i18n-aria-label="@@mailroom.panel.attachments.label" aria-label="Attachments">
        @for (file of files(); track file.id) {
          <li>
            <a [href]="url(file)" [attr.download]="file.filename" [title]="file.contentType">
              <mat-icon svgIcon="mailroom:attachment" />
              <span class="name">{{ file.filename }}</span>
              <span class="facts">{{ kind(file) }} · {{ file.size | fileSize }}</span>
              <mat-icon class="download" svgIcon="mailroom:download" />
            </a>
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './attachment-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AttachmentList {
  readonly email = input.required<Email>();

  private readonly api = inject(EmailsApi);
  /** Without HTML nothing shows an inline picture, so it is offered as a file. */
  protected readonly files = computed(() => this.email().attachments.filter(({ isInline }) => !isInline || this.email().html === null));

  protected url({ id }: EmailAttachment): string {
    return this.api.attachmentUrl(this.email().id, id);
  }

  /** What people call a type: the file's extension, or else the type's second half. */
  protected kind({ filename, contentType }: EmailAttachment): string {
    const extension = /\.([a-z0-9]{1,5})$/i.exec(filename)?.[1];
    return (extension ?? contentType.split('/')[1] ?? contentType).toUpperCase();
  }
}
