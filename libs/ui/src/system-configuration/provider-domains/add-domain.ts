import { HttpErrorResponse } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, input, output, signal, viewChild } from '@angular/core';
import { FormControl, FormGroup, FormGroupDirective, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import {
  type DomainTaken,
  domainTakenSchema,
  type FieldProblem,
  type Problem,
  type Provider,
  type ProviderDomain,
  providerDomainInputSchema,
} from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { ProblemNote } from '../../components/problem-note';
import { problemOf } from '../../data-access/problem-of';
import { ProviderDomainsApi } from '../../data-access/provider-domains-api';
import { contractValidator, problemMessage, showServerProblems } from '../../forms/contract-form';
import { outlinedFields } from '../../forms/outlined-fields';

/** Gives a domain to a provider. */
@Component({
  selector: 'mailroom-add-domain',
  imports: [MatButton, MatFormFieldModule, MatIcon, MatInput, MatSelectModule, ProblemNote, ReactiveFormsModule],
  template: `
    <form [formGroup]="form" (ngSubmit)="add()" novalidate>
      <mat-form-field>
        <mat-label i18n="@@mailroom.provider-domains.domain">Domain</mat-label>
        <input matInput formControlName="domain" placeholder="example.com" autocomplete="off" autocapitalize="off" spellcheck="false" />
        <mat-error>{{ messages().domain }}</mat-error>
      </mat-form-field>
      <mat-form-field>
        <mat-label i18n="@@mailroom.provider-domains.provider">Email provider</mat-label>
        <mat-select formControlName="providerId">
          @for (provider of providers(); track provider.id) {
            <mat-option [value]="provider.id">{{ provider.name }}</mat-option>
          }
        </mat-select>
        <mat-error>{{ messages().providerId }}</mat-error>
      </mat-form-field>
      <button matButton="filled" type="submit" [disabled]="adding()" [disabledInteractive]="true">
        <mat-icon svgIcon="mailroom:add" aria-hidden="true" />
        <ng-container i18n="@@mailroom.provider-domains.add">Add</ng-container>
      </button>
    </form>
    @if (problem(); as problem) {
      <mailroom-problem-note [problem]="problem" />
    }
  `,
  styleUrl: './add-domain.scss',
  providers: [outlinedFields],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AddDomain {
  private readonly api = inject(ProviderDomainsApi);

  readonly providers = input.required<Provider[]>();
  readonly added = output<ProviderDomain>();

  protected readonly form = new FormGroup({ domain: text(), providerId: text() });
  protected readonly messages = signal({ domain: '', providerId: '' });
  protected readonly adding = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  private readonly directive = viewChild.required(FormGroupDirective);

  constructor() {
    this.form.addValidators(contractValidator(providerDomainInputSchema, () => this.form.getRawValue()));
  }

  protected async add(): Promise<void> {
    const [only, ...others] = this.providers();
    // Where there is but one, nobody has to choose it.
    if (only && others.length === 0) this.form.controls.providerId.setValue(only.id);
    this.form.updateValueAndValidity();
    this.form.markAllAsTouched();
    this.showMessages();
    if (this.form.invalid || this.adding()) return;
    this.problem.set(null);
    this.adding.set(true);
    try {
      const { providerId, domain } = this.form.getRawValue();
      this.added.emit(await firstValueFrom(this.api.add({ providerId, domain })));
      this.directive().resetForm({ providerId });
    } catch (error) {
      this.show(error);
    } finally {
      this.adding.set(false);
    }
  }

  private show(error: unknown): void {
    const taken = domainTakenSchema.safeParse(error instanceof HttpErrorResponse ? error.error : undefined);
    const problem = problemOf(error);
    const fields = taken.success ? [takenProblem(taken.data, this.form.getRawValue().domain)] : (problem.errors ?? []);
    const unplaced = showServerProblems(this.form, fields);
    if (fields.length === 0 || unplaced.length > 0) this.problem.set(problem);
    this.showMessages();
  }

  private showMessages(): void {
    const { domain, providerId } = this.form.controls;
    const missing = $localize`:@@mailroom.provider-domains.choose:Choose an email provider.`;
    this.messages.set({ domain: problemMessage(domain), providerId: providerId.value === '' ? missing : problemMessage(providerId) });
  }
}

function text(): FormControl<string> {
  return new FormControl('', { nonNullable: true });
}

/** Says whose the domain is, which the code alone does not. */
function takenProblem({ code, providerName }: DomainTaken, domain: string): FieldProblem {
  const message = $localize`:@@mailroom.provider-domains.taken:${domain.trim()}:domain: belongs to “${providerName}:provider:”. Remove it there first.`;
  return { path: 'domain', code: `${code}-by`, message };
}
