import type { Email, Page } from '@mailroom/contract';
import { type ApiClient, ApiProblem, Product, type SimulatedExchange } from '@mailroom/test-bed';
import { startExchange } from '../support/checked-exchange';
import { endAfterwards } from '../support/ending';
import { addAccount, addProvider, allEmails, untilLive } from '../support/organisation';

/** One organisation, two users: what is Anna's is not there for Ben, nor for the administrator. */
describe('other people’s mail', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let ben: ApiClient;
  let admin: ApiClient;
  const routes: string[] = [];

  beforeAll(async () => {
    exchange = started(await startExchange());
    await exchange.generate('anna@demo.test', { folder: 'Inbox', count: 3, bytes: 20_000, seed: 1 });
    product = started(await Product.start());
    await addProvider(product, exchange);
    const anna = await product.signIn('anna');
    const account = await addAccount(anna, 'anna@demo.test');
    await untilLive(anna, account.id);
    const [email] = await allEmails(anna, `accountId=${account.id}`);
    const { attachments, threadId } = await anna.get<Email>(`/api/mail/emails/${email?.id}`);
    const ofAccount = `/api/mail/accounts/${account.id}`;
    const ofEmail = `/api/mail/emails/${email?.id}`;
    routes.push(ofAccount, `${ofAccount}/folders`, `${ofAccount}/sync-status`, ofEmail, `${ofEmail}/raw`);
    routes.push(`${ofEmail}/attachments/${attachments[0]?.id}`, `/api/mail/threads/${threadId}`);
    for (const route of routes) expect((await anna.request('GET', route)).status).toBe(200);
    ben = await product.signIn('ben');
    admin = await product.signIn('admin');
  });

  it.each(['ben', 'admin'])('is not found by %s', async (who) => {
    const other = who === 'ben' ? ben : admin;
    for (const route of routes) await expect(statusOf(other, 'GET', route)).resolves.toBe(404);
    expect((await other.get<Page<unknown>>('/api/mail/emails')).items).toEqual([]);
  });

  it('cannot be changed, sent from or deleted by another', async () => {
    const [account, , , email] = routes;
    await expect(statusOf(ben, 'PATCH', email ?? '', { isRead: true })).resolves.toBe(404);
    await expect(statusOf(ben, 'PATCH', account ?? '', { password: 'x' })).resolves.toBe(404);
    await expect(statusOf(ben, 'DELETE', account ?? '')).resolves.toBe(404);
  });

  it('lets nobody without the permission write a provider', async () => {
    const body = { name: 'Mine', serviceType: 'exchange', serviceAddress: 'mail.example.com' };
    await expect(statusOf(ben, 'POST', '/api/mail/providers', body)).resolves.toBe(403);
    const { items } = await ben.get<Page<{ id: string }>>('/api/mail/providers');
    for (const method of ['PATCH', 'DELETE']) {
      await expect(
        statusOf(ben, method, `/api/mail/providers/${items[0]?.id}`, method === 'PATCH' ? { name: 'Mine' } : undefined),
      ).resolves.toBe(403);
    }
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(['authMethod', 'id', 'loginFormat', 'name', 'serviceType']);
  });
});

function statusOf(user: ApiClient, method: string, route: string, body?: unknown): Promise<number> {
  return user.request(method, route, body).then(
    (response) => response.status,
    (error: unknown) => {
      if (error instanceof ApiProblem) return error.problem.status;
      throw error;
    },
  );
}
