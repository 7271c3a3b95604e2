import type { Credentials, MailAdapter, MailboxTarget } from '@mailroom/mail-adapter';
import type { MailServerHarness } from '@mailroom/mail-adapter/testing';
import { changeMessage, mailboxOf, type Simulator } from './simulator';
import type { TestIssuer } from './test-issuer';

export type SignIn = 'basic' | 'ntlm' | 'bearer';

interface RunningSimulator extends Simulator {
  deliver(address: string, folder: string, mime: Buffer): string;
  close(): Promise<void>;
}

/** What the contract suite does with a simulated Exchange. @param serviceAddress of what stands before it; by default its own */
export function exchangeHarness(
  simulator: RunningSimulator,
  adapter: MailAdapter,
  {
    signIn = 'basic',
    issuer,
    serviceAddress = simulator.serviceAddress,
  }: { signIn?: SignIn; issuer?: TestIssuer; serviceAddress?: string } = {},
): MailServerHarness {
  const open = (address: string, secret: string): MailboxTarget => ({
    ...mailboxOf({ serviceAddress, ca: simulator.ca }, address),
    credentials: credentials(signIn, address, secret),
  });
  return {
    adapter,
    target: (address) => open(address, signIn === 'bearer' && issuer ? issuer.tokenFor(address) : 'secret'),
    refused: (address) => ({ target: open(address, 'not-the-secret'), secret: 'not-the-secret' }),
    deliver: (address, folder, mime) => Promise.resolve(void simulator.deliver(address, folder, mime)),
    remove: (address, messageId) => changeMessage(simulator, 'DELETE', address, messageId),
    move: (address, messageId, folder) => changeMessage(simulator, 'PATCH', address, messageId, { folder }),
    markRead: (address, messageId, isRead) => changeMessage(simulator, 'PATCH', address, messageId, { isRead }),
    close: () => simulator.close(),
  };
}

function credentials(signIn: SignIn, login: string, secret: string): Credentials {
  if (signIn === 'bearer') return { kind: 'token', tokens: { token: () => Promise.resolve(secret) } };
  return { kind: 'password', method: signIn, login, password: secret };
}
