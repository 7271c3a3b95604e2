import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { itemIds, requests, texts } from './testing/requests';
import { SoapClient } from './testing/soap-client';

interface Folders {
  folders: {
    path: string;
    count: number;
    items?: { itemId: string; subject: string; isRead: boolean; internetMessageId: string | null }[];
  }[];
}

const alice = 'alice@example.test';

describe('the control interface', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
  });

  afterEach(() => simulator.close());

  const control = async <T = unknown>(method: string, path: string, body?: string | object): Promise<{ status: number; answer: T }> => {
    const response = await fetch(`${simulator.controlUrl}${path}`, {
      method,
      body: typeof body === 'object' ? JSON.stringify(body) : body,
    });
    return { status: response.status, answer: (await response.json()) as T };
  };
  const deliver = async (subject: string, folder = 'Inbox'): Promise<string> => {
    const path = `/mailboxes/${alice}/messages?folder=${encodeURIComponent(folder)}`;
    return (await control<{ itemId: string }>('POST', path, plainMessage(subject, [`Message-ID: <${subject}@x>`]))).answer.itemId;
  };
  const folder = async (path: string): Promise<Folders['folders'][number] | undefined> =>
    (await control<Folders>('GET', `/mailboxes/${alice}`)).answer.folders.find((candidate) => candidate.path === path);

  it('delivers, shows, marks, moves and deletes messages', async () => {
    const itemId = await deliver('1', 'Inbox/Projects');
    expect(await folder('Inbox/Projects')).toMatchObject({
      count: 1,
      items: [{ itemId, internetMessageId: '<1@x>', subject: '1', isRead: false }],
    });
    const item = `/mailboxes/${alice}/items/`;
    await control('PATCH', item + encodeURIComponent(itemId), { isRead: true });
    const moved = await control<{ itemId: string }>('PATCH', item + encodeURIComponent(itemId), { folder: 'sent items' });
    expect((await folder('Sent Items'))?.items).toMatchObject([{ itemId: moved.answer.itemId, isRead: true }]);
    await control('DELETE', item + encodeURIComponent(moved.answer.itemId));
    expect((await folder('Sent Items'))?.count).toBe(0);
    const brief = await control<Folders>('GET', `/mailboxes/${alice}?items=false`);
    expect(brief.answer.folders.every(({ items }) => items === undefined)).toBe(true);
  });

  it('makes, renames, moves and deletes folders, which keep their ids, and tells what synchronising clients will see', async () => {
    const folders = `/mailboxes/${alice}/folders`;
    const { folderId } = (await control<{ folderId: string }>('POST', folders, { path: 'Projects/Mars' })).answer;
    await deliver('1', 'Projects/Mars');
    const one = `${folders}/${encodeURIComponent(folderId)}`;
    expect((await control('PATCH', one, { name: 'Venus', parent: 'Inbox' })).answer).toEqual({ folderId, path: 'Inbox/Venus' });
    expect(await folder('Inbox/Venus')).toMatchObject({ count: 1 });
    expect((await control('PATCH', one, { parent: '' })).answer).toMatchObject({ path: 'Venus' });
    expect((await control('PATCH', one, { parent: 'Venus/Below' })).answer).toMatchObject({ code: 'not-possible' });
    expect((await control('PATCH', one, { name: 'inbox' })).answer).toMatchObject({ code: 'folder-exists' });
    await control('DELETE', one);
    expect(await folder('Venus')).toBeUndefined();
    expect((await control('DELETE', one)).answer).toMatchObject({ code: 'no-such-folder' });
    const inbox = (await control<{ folders: { id: string; path: string }[] }>('GET', `/mailboxes/${alice}`)).answer.folders.find(
      ({ path }) => path === 'Inbox',
    );
    expect((await control('DELETE', `${folders}/${encodeURIComponent(inbox?.id ?? '')}`)).answer).toMatchObject({ code: 'not-possible' });
  });

  it('generates messages that are the same for the same seed, and as long as asked for', async () => {
    const generate = (folderName: string, seed: number) =>
      control('POST', `/mailboxes/${alice}/generate`, { folder: folderName, count: 3, bytes: 30_000, seed });
    await generate('A', 7);
    await generate('B', 7);
    await generate('C', 8);
    const mimes = await Promise.all(
      ['A', 'B', 'C'].map(async (path) => {
        const ids = (await folder(path))?.items?.map(({ itemId }) => itemId) ?? [];
        return texts(await client.call(requests.getItem(ids)), 'MimeContent').map((text) => Buffer.from(text, 'base64'));
      }),
    );
    const [a, b, c] = mimes as [Buffer[], Buffer[], Buffer[]];
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(a.map(({ length }) => length)).toEqual([30_000, 30_000, 30_000]);
    expect(new Set(a.map(String)).size).toBe(3);
  });

  it('counts requests, errors and bytes by operation and by mailbox', async () => {
    const id = await deliver('1');
    await client.call(requests.getItem([id]));
    await client.call(requests.getItem(['wrong']));
    await client.call(requests.getItem([id]), { password: 'wrong' });
    const { answer } = await control<ReturnType<RunningSimulator['stats']>>('GET', '/stats');
    const asked = client.answers.map(({ request }) => Buffer.byteLength(request)).reduce((sum, length) => sum + length, 0);
    const told = client.answers.map(({ response }) => Buffer.byteLength(response)).reduce((sum, length) => sum + length, 0);
    expect(answer.operations).toEqual({ GetItem: { requests: 2, errors: 1, bytesIn: asked, bytesOut: told } });
    expect(answer.mailboxes).toEqual({ [alice]: { requests: 2 } });
    expect(answer).toMatchObject({ maxConcurrent: 1, faultsGiven: 0, unauthorized: 1 });
    expect([answer.cpuSeconds > 0, answer.rssBytes > 0]).toEqual([true, true]);
  });

  it('counts how many requests are served at one time', async () => {
    await simulator.close();
    simulator = await startSimulator({ tls: false, latency: 50 });
    client = new SoapClient(simulator);
    await deliver('1');
    await Promise.all(Array.from({ length: 5 }, () => client.call(requests.getFolder('inbox'))));
    expect(simulator.stats().maxConcurrent).toBeGreaterThan(1);
  });

  it('goes back to the start', async () => {
    await deliver('1');
    await control('POST', '/reset');
    expect((await control('GET', `/mailboxes/${alice}`)).status).toBe(404);
    const again = await deliver('1');
    expect(itemIds(await client.call(requests.syncItems('inbox')))).toEqual([again]);
  });

  it.each([
    ['GET', '/nothing', undefined, 404, 'no-such-call'],
    ['PUT', '/stats', undefined, 405, 'method-not-allowed'],
    ['GET', '/mailboxes/nobody@example.test', undefined, 404, 'no-such-mailbox'],
    ['POST', '/mailboxes/nobody/generate', '{"count": 1}', 400, 'invalid-input'],
    ['POST', '/mailboxes/a@b/generate', '{"count": -1}', 400, 'invalid-input'],
    ['POST', '/mailboxes/a@b/generate', 'nonsense', 400, 'invalid-json'],
  ])('says why it refuses %s %s %s', async (method, path, body, status, code) => {
    expect(await control(method, path, body)).toMatchObject({ status, answer: { code, message: expect.stringMatching(/\.$/) as string } });
  });
});
