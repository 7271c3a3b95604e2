import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  ViewEncapsulation,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { domainOf, normaliseEmailAddress } from '@mailroom/contract';
import { LoadingNote } from '../components/loading-note';
import { ProblemNote } from '../components/problem-note';
import { outlinedFields } from '../forms/outlined-fields';
import { ListenerBanner } from '../system-configuration/listener-banner';
import { ProviderForm } from '../system-configuration/provider-form/provider-form';
import { AddAccountFlow, type Beginning } from './add-account-flow';
import { AddressStep } from './address-step';
import { FillingStep } from './filling-step';
import { ProviderStep } from './provider-step';
import { ServerListStep } from './server-list-step';
import { SignInStep } from './sign-in-step';

/** The dialog around the steps; each step brings its own buttons. */
@Component({
  selector: 'mailroom-add-account-dialog',
  imports: [
    AddressStep,
    FillingStep,
    ListenerBanner,
    LoadingNote,
    MatDialogModule,
    MatIcon,
    MatIconButton,
    ProblemNote,
    ProviderForm,
    ProviderStep,
    ServerListStep,
    SignInStep,
  ],
  template: `
    <header>
      <h2 mat-dialog-title i18n="@@mailroom.add-account.title">New email account</h2>
      <button matIconButton type="button" [disabled]="flow.busy()" (click)="close()" aria-label="Close" i18n-aria-label="@@mailroom.close">
        <mat-icon svgIcon="mailroom:close" />
      </button>
    </header>
    <mat-dialog-content>
      @switch (flow.step()) {
        @case ('address') {
          <mailroom-address-step (cancelled)="close()" />
        }
        @case ('provider') {
          <mailroom-provider-step />
        }
        @case ('servers') {
          <mailroom-server-list-step />
        }
        @case ('server') {
          <mailroom-listener-banner />
          @if (flow.offers(); as offers) {
            <mailroom-provider-form
              [offers]="offers"
              [domains]="domains()"
              [emailAddress]="flow.emailAddress()"
              (saved)="flow.choose($event)"
              (cancelled)="flow.showServers()"
            />
          } @else if (flow.problem(); as problem) {
            <mailroom-problem-note [problem]="problem" />
          } @else {
            <mailroom-loading-note text="Asking which servers can be added…" i18n-text="@@mailroom.add-account.server.loading" />
          }
        }
        @case ('sign-in') {
          <mailroom-sign-in-step (left)="close()" />
        }
        @case ('filling') {
          <mailroom-filling-step (done)="close()" />
        }
      }
    </mat-dialog-content>
  `,
  styleUrl: './add-account-dialog.scss',
  // The dialog's panel is outside of this component, and fills the screen where that is small.
  encapsulation: ViewEncapsulation.None,
  providers: [AddAccountFlow, outlinedFields],
  host: { '(keydown.escape)': 'close()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AddAccountDialog {
  protected readonly flow = inject(AddAccountFlow);
  private readonly dialog = inject<MatDialogRef<AddAccountDialog>>(MatDialogRef);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);

  /** What a new server's domains begin with. */
  protected readonly domains = computed(() => {
    const address = this.flow.step() === 'server' ? normaliseEmailAddress(this.flow.emailAddress()) : null;
    return address === null ? [] : [domainOf(address)];
  });

  constructor() {
    const injector = inject(Injector);
    const beginning = inject<Beginning | null>(MAT_DIALOG_DATA);
    if (beginning) this.flow.begin(beginning);
    effect(() => {
      this.flow.step();
      this.flow.offers();
      afterNextRender({ read: () => this.focusFirst() }, { injector });
    });
  }

  protected close(): void {
    if (!this.flow.busy()) this.dialog.close();
  }

  private focusFirst(): void {
    const content = this.element.nativeElement.querySelector('mat-dialog-content');
    content?.querySelector<HTMLElement>('input, mat-select, [tabindex="-1"]')?.focus();
  }
}
