import { ChangeDetectionStrategy, Component, inject, output } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { ProblemNote } from '../components/problem-note';
import { problemMessage } from '../forms/contract-form';
import { AddAccountFlow } from './add-account-flow';

/** Which mailbox: its address is all that is asked at first. */
@Component({
  selector: 'mailroom-address-step',
  imports: [MatButton, MatFormFieldModule, MatInput, ProblemNote, ReactiveFormsModule],
  template: `
    <p class="about" i18n="@@mailroom.add-account.address.about">Enter your email address. The CRM finds out what else it needs to know.</p>
    <form [formGroup]="flow.address" (ngSubmit)="flow.next()" novalidate>
      <mat-form-field>
        <mat-label i18n="@@mailroom.add-account.address">Email address</mat-label>
        <input matInput type="email" formControlName="emailAddress" placeholder="anna@example.com" autocomplete="email" required />
        <mat-error>{{ message() }}</mat-error>
      </mat-form-field>
      @if (flow.problem(); as problem) {
        <mailroom-problem-note [problem]="problem" />
      }
      <footer>
        <div class="forward">
          <button matButton type="button" (click)="cancelled.emit()" i18n="@@mailroom.cancel">Cancel</button>
          <button matButton="filled" type="submit" [disabled]="flow.busy()" [disabledInteractive]="true">
            @if (flow.busy()) {
              <ng-container i18n="@@mailroom.add-account.looking-up">Looking up the server…</ng-container>
            } @else {
              <ng-container i18n="@@mailroom.next">Next</ng-container>
            }
          </button>
        </div>
      </footer>
    </form>
  `,
  styleUrl: './step.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AddressStep {
  protected readonly flow = inject(AddAccountFlow);
  readonly cancelled = output();

  private readonly events = toSignal(this.flow.address.events);

  protected message(): string {
    this.events();
    return problemMessage(this.flow.address.controls.emailAddress);
  }
}
