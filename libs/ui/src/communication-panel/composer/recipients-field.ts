import { COMMA, ENTER, SEMICOLON } from '@angular/cdk/keycodes';
import { ChangeDetectionStrategy, Component, computed, type ElementRef, input, output, viewChild } from '@angular/core';
import { MatChipsModule } from '@angular/material/chips';
import { MatIconModule } from '@angular/material/icon';
import { type Recipients } from './draft';
import { isAddress, parseRecipients, withRecipients } from './recipients';

/** Recipients as chips. An address with a mistake stays to be put right; what is being typed is never dropped. */
@Component({
  selector: 'mailroom-recipients-field',
  imports: [MatChipsModule, MatIconModule],
  templateUrl: './recipients-field.html',
  styleUrl: './recipients-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecipientsField {
  readonly label = input.required<string>();
  readonly recipients = input.required<Recipients>();
  readonly disabled = input(false);
  readonly recipientsChange = output<Recipients>();

  protected readonly separators = [ENTER, COMMA, SEMICOLON];
  protected readonly isAddress = isAddress;
  protected readonly hasMistake = computed(() => this.recipients().chosen.some(({ address }) => !isAddress(address)));
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  focus(): void {
    this.box().nativeElement.focus();
  }

  protected type(typing: string): void {
    this.recipientsChange.emit({ ...this.recipients(), typing });
  }

  /** Takes what has been typed as recipients. */
  protected take(): void {
    const { chosen } = this.recipients();
    const typing = this.box().nativeElement.value;
    if (typing.trim() !== '') this.recipientsChange.emit({ chosen: withRecipients(chosen, parseRecipients(typing)), typing: '' });
  }

  /** A pasted list becomes chips at once. */
  protected paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData?.getData('text') ?? '';
    if (!/[,;\n<]/.test(pasted)) return;
    event.preventDefault();
    const { chosen, typing } = this.recipients();
    this.recipientsChange.emit({ chosen: withRecipients(chosen, parseRecipients(typing + pasted)), typing: '' });
  }

  protected remove(index: number): void {
    const { chosen, typing } = this.recipients();
    this.recipientsChange.emit({ chosen: chosen.filter((_, at) => at !== index), typing });
  }

  protected removeLabel(address: string): string {
    return $localize`:@@mailroom.panel.recipients.remove:Remove ${address}:address:`;
  }

  protected edit(index: number, text: string): void {
    const { chosen, typing } = this.recipients();
    const edited = parseRecipients(text);
    this.recipientsChange.emit({ chosen: withRecipients([...chosen.slice(0, index), ...edited], chosen.slice(index + 1)), typing });
  }
}
