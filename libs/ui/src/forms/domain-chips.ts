import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { type FormControl } from '@angular/forms';
import { domainSchema } from '@mailroom/contract';
import { ChipsField } from './chips-field';
import { unicodeDomain } from '../i18n/unicode-domain';

/** Domains of email addresses, as chips; they are stored as A-labels and shown as people write them. */
@Component({
  selector: 'mailroom-domain-chips',
  imports: [ChipsField],
  template: `
    <mailroom-chips-field
      [control]="control()"
      [label]="label()"
      [hint]="hint()"
      [required]="required()"
      [schema]="schema"
      [shown]="unicodeDomain"
      [problem]="problem()"
      placeholder="example.com"
    />
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DomainChips {
  readonly control = input.required<FormControl<string[]>>();
  /** What the API said about the domains, such as that another provider has one. */
  readonly problem = input('');
  readonly required = input(false);
  readonly label = input($localize`:@@mailroom.domains.label:Domains`);
  readonly hint = input(
    $localize`:@@mailroom.domains.hint:Users with an address in one of these domains are not asked for a server. Separate by Enter or comma.`,
  );

  protected readonly schema = domainSchema;
  protected readonly unicodeDomain = unicodeDomain;
}
