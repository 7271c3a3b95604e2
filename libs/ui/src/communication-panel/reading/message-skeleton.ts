import { ChangeDetectionStrategy, Component } from '@angular/core';

/** The shape of a message that is being loaded. It appears only where that takes longer than a blink. */
@Component({
  selector: 'mailroom-message-skeleton',
  template: `
    <p class="cdk-visually-hidden" role="status" i18n="@@mailroom.panel.reading.loading">Loading the message…</p>
    <div class="shape" aria-hidden="true">
      <span class="subject"></span><span class="who"></span><span></span><span></span><span class="short"></span>
    </div>
  `,
  styles: `
    .shape {
      display: grid;
      gap: 14px;
      animation: mailroom-message-appear 0.2s 0.15s both;
    }
    span {
      height: 12px;
      border-radius: 6px;
      background: var(--mat-sys-surface-container-high);
    }
    .subject {
      width: 70%;
      height: 22px;
    }
    .who {
      width: 40%;
      margin-block-end: 12px;
    }
    .short {
      width: 55%;
    }
    @keyframes mailroom-message-appear {
      from {
        opacity: 0;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageSkeleton {}
