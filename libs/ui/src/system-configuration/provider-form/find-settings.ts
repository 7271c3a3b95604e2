import { ChangeDetectionStrategy, Component, inject, input, type OnInit, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { type Discovery, discoveryInputSchema, type Problem } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { LoadingNote } from '../../components/loading-note';
import { ProblemNote } from '../../components/problem-note';
import { problemOf } from '../../data-access/problem-of';
import { ProvidersApi } from '../../data-access/providers-api';
import { contractValidator, problemMessage } from '../../forms/contract-form';
import { FoundSettings } from './found-settings';
import { type ProviderFormState, type Proposed } from './provider-form-state';

/** Fills the form from one email address on the server, as the address's domain tells where its mailboxes are. */
@Component({
  selector: 'mailroom-find-settings',
  imports: [FoundSettings, LoadingNote, MatButton, MatFormFieldModule, MatIcon, MatInput, ProblemNote, ReactiveFormsModule],
  templateUrl: './find-settings.html',
  styleUrl: './find-settings.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FindSettings implements OnInit {
  private readonly api = inject(ProvidersApi);

  readonly state = input.required<ProviderFormState>();
  /** What the field begins with. */
  readonly emailAddress = input.required<string>();

  protected readonly form = new FormGroup({ emailAddress: new FormControl('', { nonNullable: true }) });
  protected readonly searching = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly refusal = signal('');
  protected readonly found = signal<{ discovery: Discovery; proposed: Proposed[] } | null>(null);

  constructor() {
    this.form.addValidators(contractValidator(discoveryInputSchema, () => this.form.getRawValue()));
  }

  ngOnInit(): void {
    this.form.setValue({ emailAddress: this.emailAddress() });
  }

  protected async find(): Promise<void> {
    this.form.updateValueAndValidity();
    this.form.markAllAsTouched();
    this.refusal.set(problemMessage(this.form.controls.emailAddress));
    if (this.form.invalid || this.searching()) return;
    this.searching.set(true);
    this.problem.set(null);
    this.found.set(null);
    try {
      const discovery = await firstValueFrom(this.api.discover(this.form.getRawValue().emailAddress.trim()));
      this.found.set({ discovery, proposed: discovery.proposal ? this.state().take(discovery.proposal) : [] });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.searching.set(false);
    }
  }
}
