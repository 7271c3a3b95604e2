import { type AccountHealth } from '@mailroom/contract';

/** Who can bring back an account that needs attention, and where; '' where nobody has to. */
export function reconnectHint({ state, kind, ownerName }: AccountHealth): string {
  if (state !== 'needs-attention') return '';
  if (kind === 'impersonated') {
    return $localize`:@@mailroom.health.hint.organisation:The MS Exchange integration opens this mailbox: test it there with this address.`;
  }
  return ownerName === null
    ? $localize`:@@mailroom.health.hint.nobody:The CRM knows its owner no longer.`
    : $localize`:@@mailroom.health.hint.owner:${ownerName}:name: can reconnect it under Profile > Email accounts.`;
}
