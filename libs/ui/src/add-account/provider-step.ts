import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { LoadingNote } from '../components/loading-note';
import { ProblemNote } from '../components/problem-note';
import { Mailroom } from '../data-access/mailroom';
import { serviceTypeLabel } from '../i18n/labels';
import { AddAccountFlow } from './add-account-flow';

/** Which server the mailbox is on, when its domain does not say it. */
@Component({
  selector: 'mailroom-provider-step',
  imports: [LoadingNote, MatButton, MatIcon, ProblemNote],
  templateUrl: './provider-step.html',
  styleUrls: ['./step.scss', './provider-step.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProviderStep {
  protected readonly flow = inject(AddAccountFlow);
  protected readonly mayAddServer = inject(Mailroom).mayManageProviders;
  protected readonly serviceTypeLabel = serviceTypeLabel;
}
