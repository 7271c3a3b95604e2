import { startSimulator } from '@mailroom/exchange-simulator/testing';
import { describeMailAdapter } from '@mailroom/mail-adapter/testing';
import { exchangeAdapter } from './index';
import { exchangeHarness, type SignIn } from './testing/exchange-harness';
import { openNetwork } from './testing/simulator';
import { makeTestIssuer } from './testing/test-issuer';

interface Connection {
  signIn: SignIn;
  tls: boolean;
  compression: boolean;
  latency: number;
}

const signIns: SignIn[] = ['basic', 'ntlm', 'bearer'];
/** Every way to connect, without latency; and with it, those that need most round trips. */
const connections: Connection[] = [
  ...signIns.flatMap((signIn) =>
    [false, true].flatMap((tls) => [false, true].map((compression) => ({ signIn, tls, compression, latency: 0 }))),
  ),
  { signIn: 'basic', tls: false, compression: false, latency: 200 },
  { signIn: 'ntlm', tls: true, compression: true, latency: 200 },
];

const issuer = makeTestIssuer();

describe.each(connections)('By $signIn, with TLS $tls, compression $compression and $latency ms of latency,', (connection) => {
  const { signIn, tls, compression, latency } = connection;
  describeMailAdapter('Exchange', async () => {
    const simulator = await startSimulator({
      tls,
      latency,
      auth: [signIn],
      ...(signIn === 'bearer' && { oauth: issuer.oauth }),
      ...(compression && { gzip: 'all' }),
      ...(signIn === 'ntlm' && tls && { extendedProtection: 'require' }),
    });
    return exchangeHarness(simulator, exchangeAdapter({ compression })(openNetwork), { signIn, issuer });
  });
});

describe.each(['Exchange2007', 'Exchange2007_SP1', 'Exchange2010', 'Exchange2010_SP1', 'Exchange2013', 'Exchange2016'])(
  'Of a server of version %s,',
  (serverVersion) => {
    describeMailAdapter('Exchange', async () => {
      const simulator = await startSimulator({ tls: false, serverVersion });
      return exchangeHarness(simulator, exchangeAdapter({ pollMs: 20 })(openNetwork));
    });
  },
);

describe('Behind a front end with two back ends, each with subscriptions of its own,', () => {
  describeMailAdapter('Exchange', async () => {
    const simulator = await startSimulator({ tls: false, affinity: true });
    return exchangeHarness(simulator, exchangeAdapter()(openNetwork));
  });
});
