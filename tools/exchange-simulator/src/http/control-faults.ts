import { type FaultKind, faultKinds } from '../faults/fault';
import { type FaultPlan } from '../faults/fault-plan';
import { operations } from '../operations/registry';
import { type Subscriptions } from '../notifications/subscriptions';
import { ControlError, integer, text } from './control-input';

/**
 * Plans a fault for requests to come, as `{operation, kind, count, afterItems, mailbox, milliseconds}` says; only `kind` is required.
 * `subscription-lost` happens at once, and to all subscriptions of the mailbox.
 */
export function planFault(
  input: Readonly<Record<string, unknown>>,
  { faults, subscriptions }: { readonly faults: FaultPlan; readonly subscriptions: Subscriptions },
): Record<string, unknown> {
  const kind = text(input, 'kind');
  if (!isFaultKind(kind)) throw new ControlError(400, 'unknown-fault', `"kind" must be one of ${faultKinds.join(', ')}.`);
  const operation = text(input, 'operation');
  if (operation !== undefined && !operations.has(operation))
    throw new ControlError(400, 'unknown-operation', `There is no operation ${operation}.`);
  const mailbox = text(input, 'mailbox');
  if (kind === 'subscription-lost') {
    const lost = subscriptions.lose(mailbox);
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
      afterItems: integer(input, 'afterItems', 0),
      milliseconds: integer(input, 'milliseconds', 1000),
    });
  }
  return { planned: count };
}

function isFaultKind(kind: string | undefined): kind is FaultKind {
  return faultKinds.some((known) => known === kind);
}
