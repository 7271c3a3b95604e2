import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { LoadingNote } from '../components/loading-note';
import { ProblemNote } from '../components/problem-note';
import { serviceTypeLabel } from '../i18n/labels';
import { AddAccountFlow } from './add-account-flow';

/** The email providers as who may manage them sees them, with a way to add one. */
@Component({
  selector: 'mailroom-server-list-step',
  imports: [LoadingNote, MatButton, MatIcon, ProblemNote],
  templateUrl: './server-list-step.html',
  styleUrls: ['./step.scss', './provider-step.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ServerListStep {
  protected readonly flow = inject(AddAccountFlow);
  protected readonly serviceTypeLabel = serviceTypeLabel;
}
