import { type HealthState } from '@mailroom/contract';

/** In the order in which an administrator asks for them. */
const order: readonly HealthState[] = ['needs-attention', 'delayed', 'importing', 'healthy', 'resting'];

/** What a state of health is called on the screens. */
export function healthStateLabel(state: HealthState): string {
  switch (state) {
    case 'healthy':
      return $localize`:@@mailroom.health-state.healthy:Healthy`;
    case 'importing':
      return $localize`:@@mailroom.health-state.importing:Importing`;
    case 'delayed':
      return $localize`:@@mailroom.health-state.delayed:Delayed`;
    case 'needs-attention':
      return $localize`:@@mailroom.health-state.needs-attention:Needs attention`;
    case 'resting':
      return $localize`:@@mailroom.health-state.resting:Resting`;
  }
}

/** Every state, with how many accounts are in it. */
export function healthStateChoices(byState: Partial<Record<HealthState, number>>) {
  return order.map((state) => ({ state, label: healthStateLabel(state), count: byState[state] ?? 0, isBad: state === 'needs-attention' }));
}
