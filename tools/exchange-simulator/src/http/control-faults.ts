import { type FaultKind, faultKinds } from '../faults/fault';
import { type FaultPlan } from '../faults/fault-plan';
import { operations } from '../operations/registry';
import { type BackEnds } from './back-ends';
import { ControlError, integer, share, text } from './control-input';

/**
 * Plans a fault for requests to come, as `{operation, kind, count, probability, seed, afterItems, mailbox, milliseconds}` says; only
 * `kind` is required.
 * `subscription-lost` happens at once, and to all subscriptions of the mailbox.
 */
export function planFault(
  input: Readonly<Record<string, unknown>>,
  { faults, backEnds }: { readonly faults: FaultPlan; readonly backEnds: BackEnds },
): Record<string, unknown> {
  const kind = text(input, 'kind');
  if (!isFaultKind(kind)) throw new ControlError(400, 'unknown-fault', `"kind" must be one of ${faultKinds.join(', ')}.`);
  const operation = text(input, 'operation');
  if (operation !== undefined && !operations.has(operation))
    throw new ControlError(400, 'unknown-operation', `There is no operation ${operation}.`);
  const mailbox = text(input, 'mailbox');
  if (kind === 'subscription-lost') {
    const lost = backEnds.lose(mailbox);
    faults.given += lost;
    return { lost };
  }
  const count = integer(input, 'count', 1);
  if (count > 0) {
    faults.add({
      kind,
      operation,
      mailbox,
      count,
      probability: share(input, 'probability', 1),
      seed: integer(input, 'seed', 1),
      afterItems: integer(input, 'afterItems', 0),
      milliseconds: integer(input, 'milliseconds', 1000),
    });
  }
  return { planned: count };
}

function isFaultKind(kind: string | undefined): kind is FaultKind {
  return faultKinds.some((known) => known === kind);
}
