import { COMMA, ENTER, SEMICOLON, SPACE } from '@angular/cdk/keycodes';
import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { type FormControl } from '@angular/forms';
import { type MatChipInputEvent, MatChipsModule } from '@angular/material/chips';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { domainSchema, fieldProblems } from '@mailroom/contract';
import { switchMap } from 'rxjs';
import { fieldMessage } from '../../forms/field-message';
import { unicodeDomain } from '../../i18n/unicode-domain';

/** The domains whose addresses belong to a provider, as chips. What is no domain stays in the field, with the reason. */
@Component({
  selector: 'mailroom-domain-chips',
  imports: [MatChipsModule, MatFormFieldModule, MatIcon],
  template: `
    <mat-form-field>
      <mat-label i18n="@@mailroom.domains.label">Domains</mat-label>
      <mat-chip-grid #grid [attr.aria-label]="label" [required]="false">
        @for (domain of domains(); track domain) {
          <mat-chip-row (removed)="remove(domain)">
            {{ unicodeDomain(domain) }}
            <button matChipRemove type="button" [attr.aria-label]="removeLabel(domain)"><mat-icon svgIcon="mailroom:close" /></button>
          </mat-chip-row>
        }
      </mat-chip-grid>
      <input
        [placeholder]="domains().length === 0 ? 'example.com' : ''"
        [matChipInputFor]="grid"
        [matChipInputAddOnBlur]="true"
        [matChipInputSeparatorKeyCodes]="separators"
        (matChipInputTokenEnd)="add($event)"
        (input)="refusal.set('')"
        [attr.aria-invalid]="refusal() !== '' || problem() !== ''"
        autocapitalize="off"
        spellcheck="false"
      />
      <mat-hint i18n="@@mailroom.domains.hint"
        >Users with an address in one of these domains are not asked for a server. Separate by Enter or comma.</mat-hint
      >
    </mat-form-field>
    <p class="refusal" role="alert">{{ refusal() || problem() }}</p>
  `,
  styles: `
    mat-form-field {
      width: 100%;
    }
    mat-chip-grid {
      display: inline-block;
      max-width: 100%;
      vertical-align: middle;
    }
    input {
      width: 12rem;
      max-width: 100%;
    }
    .refusal {
      margin: 0.25rem 1rem 0;
      font: var(--mat-sys-body-small);
      color: var(--mat-sys-error);
    }
    .refusal:empty {
      display: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DomainChips {
  readonly control = input.required<FormControl<string[]>>();
  /** What the API said about the domains, such as that another provider has one. */
  readonly problem = input('');

  private readonly events = toSignal(toObservable(this.control).pipe(switchMap(({ events }) => events)));
  protected readonly domains = computed(() => {
    this.events();
    return this.control().value;
  });
  protected readonly unicodeDomain = unicodeDomain;
  protected readonly refusal = signal('');
  protected readonly separators = [ENTER, COMMA, SEMICOLON, SPACE];
  protected readonly label = $localize`:@@mailroom.domains.label:Domains`;

  protected removeLabel(domain: string): string {
    return $localize`:@@mailroom.domains.remove:Remove ${unicodeDomain(domain)}:domain:`;
  }

  protected add({ value, chipInput }: MatChipInputEvent): void {
    if (value.trim() === '') return;
    const parsed = domainSchema.safeParse(value);
    if (!parsed.success) {
      this.refusal.set(fieldProblems(parsed.error).map(fieldMessage).join(' '));
      return;
    }
    this.refusal.set('');
    this.change([...new Set([...this.control().value, parsed.data])]);
    chipInput.clear();
  }

  protected remove(domain: string): void {
    this.change(this.control().value.filter((other) => other !== domain));
  }

  private change(domains: string[]): void {
    this.control().setValue(domains);
    this.control().markAsDirty();
  }
}
