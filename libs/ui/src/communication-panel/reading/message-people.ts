import { ChangeDetectionStrategy, Component, computed, input, linkedSignal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { type Email } from '@mailroom/contract';
import { personName, personNames } from '../people';

/** Who wrote to whom: in one line, and on request with every address. */
@Component({
  selector: 'mailroom-message-people',
  imports: [MatButtonModule, MatIconModule],
  templateUrl: './message-people.html',
  styleUrl: './message-people.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessagePeople {
  readonly email = input.required<Email>();
  /** Whether the sender's name stands above it already. */
  readonly nameless = input(false);

  protected readonly personName = personName;
  protected readonly expanded = linkedSignal({ source: () => this.email().id, computation: () => false });
  protected readonly recipients = computed(() => personNames([...this.email().to, ...this.email().cc]));
  protected readonly lines = computed(() => {
    const { from, replyTo, to, cc, bcc } = this.email();
    return [
      { label: $localize`:@@mailroom.panel.people.from:From`, people: [from] },
      { label: $localize`:@@mailroom.panel.people.replyTo:Reply to`, people: replyTo.filter(({ address }) => address !== from.address) },
      { label: $localize`:@@mailroom.panel.people.to:To`, people: to },
      { label: $localize`:@@mailroom.panel.people.cc:Cc`, people: cc },
      { label: $localize`:@@mailroom.panel.people.bcc:Bcc`, people: bcc },
    ].filter(({ people }) => people.length > 0);
  });
}
