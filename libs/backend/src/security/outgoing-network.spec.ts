import { OutgoingNetwork } from './outgoing-network';

const lookup = jest.fn<Promise<{ address: string; family: number }[]>, [string]>();
const resolveSrv = jest.fn<Promise<{ name: string; port: number; priority: number; weight: number }[]>, [string]>();
jest.mock('node:dns/promises', () => ({
  lookup: (host: string) => lookup(host),
  Resolver: class {
    resolveSrv = resolveSrv;
  },
}));

describe('OutgoingNetwork', () => {
  const network = new OutgoingNetwork({ allowedNetworks: [] });
  const answers = (...addresses: string[]) => lookup.mockResolvedValueOnce(addresses.map((address) => ({ address, family: 4 })));

  it.each([
    '127.0.0.1',
    '0x7f.1',
    '2130706433',
    '0177.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '::127.0.0.1',
    '0.0.0.0',
    '::',
    '169.254.169.254',
    '::ffff:a9fe:a9fe',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '224.0.0.1',
    'ff02::1',
    '255.255.255.255',
    '240.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '::ffff:0:7f00:1',
    '2001:0:7f00:1::',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    'fec0::1',
  ])('connects to %s neither as it stands nor as the answer of a name server', async (address) => {
    await expect(network.resolve(address)).rejects.toMatchObject({ code: 'network-forbidden' });
    answers(address);
    await expect(network.resolve('mail.example.com')).rejects.toMatchObject({ code: 'network-forbidden' });
  });

  it.each(['10.1.2.3', '172.16.0.9', '192.168.1.1', 'fd12::1', '93.184.216.34', '2606:2800:220:1::1'])(
    'connects to %s',
    async (address) => {
      await expect(network.resolve(address)).resolves.toMatchObject({ address });
    },
  );

  it('prefers an address that it may connect to', async () => {
    answers('127.0.0.1', '::ffff:10.0.0.5', '10.0.0.6');
    await expect(network.resolve('mail.example.com')).resolves.toEqual({ address: '10.0.0.5', family: 4 });
  });

  it('lets the operator allow a network, and plain HTTP only there', async () => {
    const open = new OutgoingNetwork({ allowedNetworks: ['127.0.0.0/8', '::1/128'] });
    await expect(open.resolve('127.0.0.2')).resolves.toEqual({ address: '127.0.0.2', family: 4 });
    await expect(open.resolve('169.254.169.254')).rejects.toMatchObject({ code: 'network-forbidden' });
    expect([open.allowsPlainHttp('127.0.0.2'), open.allowsPlainHttp('::1'), open.allowsPlainHttp('10.0.0.1')]).toEqual([true, true, false]);
  });

  it('tells a name that does not exist from a name server that does not answer', async () => {
    lookup.mockRejectedValueOnce(Object.assign(new Error(), { code: 'ENOTFOUND' }));
    await expect(network.resolve('nowhere.example')).rejects.toMatchObject({ code: 'host-not-found' });
    lookup.mockRejectedValueOnce(Object.assign(new Error(), { code: 'EAI_AGAIN' }));
    await expect(network.resolve('mail.example.com')).rejects.toMatchObject({ code: 'unavailable', class: 'retry-later' });
  });

  it('tells where a service is, the best server first, and nothing where the name server says nothing', async () => {
    resolveSrv.mockResolvedValueOnce([
      { name: 'Third.example.com', port: 443, priority: 20, weight: 9 },
      { name: 'second.example.com', port: 443, priority: 10, weight: 1 },
      { name: 'first.example.com', port: 8443, priority: 10, weight: 5 },
    ]);
    await expect(network.services('_autodiscover._tcp.example.com')).resolves.toEqual([
      { host: 'first.example.com', port: 8443 },
      { host: 'second.example.com', port: 443 },
      { host: 'third.example.com', port: 443 },
    ]);
    resolveSrv.mockRejectedValueOnce(Object.assign(new Error(), { code: 'ENODATA' }));
    await expect(network.services('_autodiscover._tcp.example.com')).resolves.toEqual([]);
  });
});
