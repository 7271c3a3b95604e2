import { startSimulator } from '@mailroom/exchange-simulator';
import { describeMailAdapter } from '@mailroom/mail-adapter/testing';
import { exchangeAdapter } from './index';
import { changeMessage, mailboxOf, openNetwork } from './testing/simulator';

describeMailAdapter('Exchange', async () => {
  const simulator = await startSimulator();
  return {
    adapter: exchangeAdapter()(openNetwork),
    target: (address) => mailboxOf(simulator, address),
    deliver: (address, folder, mime) => Promise.resolve(void simulator.deliver(address, folder, mime)),
    remove: (address, messageId) => changeMessage(simulator, 'DELETE', address, messageId),
    move: (address, messageId, folder) => changeMessage(simulator, 'PATCH', address, messageId, { folder }),
    markRead: (address, messageId, isRead) => changeMessage(simulator, 'PATCH', address, messageId, { isRead }),
    close: () => simulator.close(),
  };
});
