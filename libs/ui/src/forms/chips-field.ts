import { COMMA, ENTER, SEMICOLON } from '@angular/cdk/keycodes';
import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { type FormControl } from '@angular/forms';
import { type MatChipInputEvent, MatChipsModule } from '@angular/material/chips';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { fieldProblems } from '@mailroom/contract';
import { switchMap } from 'rxjs';
import type * as z from 'zod';
import { fieldMessage } from './field-message';

/**
 * A list of texts as chips, each checked by a schema as it is added: what does not pass stays in the field, with the
 * reason. A pasted list is taken apart.
 */
@Component({
  selector: 'mailroom-chips-field',
  imports: [MatChipsModule, MatFormFieldModule, MatIcon],
  template: `
    <mat-form-field>
      <mat-label>{{ label() }}</mat-label>
      <mat-chip-grid #grid [attr.aria-label]="label()" [required]="required()">
        @for (text of texts(); track text) {
          <mat-chip-row (removed)="remove(text)">
            {{ shown()(text) }}
            <button matChipRemove type="button" [attr.aria-label]="removeLabel(text)"><mat-icon svgIcon="mailroom:close" /></button>
          </mat-chip-row>
        }
      </mat-chip-grid>
      <input
        [placeholder]="texts().length === 0 ? placeholder() : ''"
        [matChipInputFor]="grid"
        [matChipInputAddOnBlur]="true"
        [matChipInputSeparatorKeyCodes]="separators"
        (matChipInputTokenEnd)="add($event)"
        (input)="refusal.set('')"
        [attr.aria-invalid]="refusal() !== '' || problem() !== ''"
        autocapitalize="off"
        spellcheck="false"
      />
      <mat-hint>{{ hint() }}</mat-hint>
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
export class ChipsField {
  readonly control = input.required<FormControl<string[]>>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly placeholder = input('');
  readonly required = input(false);
  /** What one text must be, and how it is stored. */
  readonly schema = input.required<z.ZodType<string>>();
  /** How a stored text is written for people. */
  readonly shown = input<(text: string) => string>((text) => text);
  /** Whether a blank separates texts, as in a pasted list of domains. */
  readonly splitAtBlanks = input(true);
  /** What is wrong with the list as a whole. */
  readonly problem = input('');

  private readonly events = toSignal(toObservable(this.control).pipe(switchMap(({ events }) => events)));
  protected readonly texts = computed(() => {
    this.events();
    return this.control().value;
  });
  protected readonly refusal = signal('');
  protected readonly separators = [ENTER, COMMA, SEMICOLON];

  protected removeLabel(text: string): string {
    return $localize`:@@mailroom.domains.remove:Remove ${this.shown()(text)}:domain:`;
  }

  protected add({ value, chipInput }: MatChipInputEvent): void {
    const texts = value.split(this.splitAtBlanks() ? /[\s,;]+/ : /[\n,;]+/).filter((text) => text.trim() !== '');
    if (texts.length === 0) return;
    const results = texts.map((text) => ({ text, result: this.schema().safeParse(text) }));
    const taken = results.flatMap(({ result }) => (result.success ? [result.data] : []));
    if (taken.length > 0) this.change([...new Set([...this.control().value, ...taken])]);
    const refused = results.find(({ result }) => !result.success);
    this.refusal.set(refused?.result.error ? fieldProblems(refused.result.error).map(fieldMessage).join(' ') : '');
    const left = results.filter(({ result }) => !result.success).map(({ text }) => text);
    if (left.length === 0) chipInput.clear();
    else chipInput.inputElement.value = left.join(', ');
  }

  protected remove(text: string): void {
    this.change(this.control().value.filter((other) => other !== text));
  }

  private change(texts: string[]): void {
    this.control().setValue(texts);
    this.control().markAsDirty();
  }
}
