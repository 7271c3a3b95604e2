import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { all, itemIds, requests, textOf, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';
const archive = resolve(__dirname, '../../../../shared/data/mail/malformed.tar.xz');

describe('mail that breaks the rules', () => {
  const directory = mkdtempSync(join(tmpdir(), 'malformed-'));
  let simulator: RunningSimulator;
  let client: SoapClient;
  let count = 0;

  beforeAll(async () => {
    if (existsSync(archive)) execFileSync('tar', ['-xJf', archive, '-C', directory]);
    else process.stdout.write(`Mail that breaks the rules was not tried, because there is no ${archive}.\n`);
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
    simulator.deliver(alice, 'Archive', 'Subject: makes the mailbox\r\n\r\n');
    for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.eml'))) {
      simulator.deliver(alice, 'Inbox', readFileSync(join(directory, file)));
      count++;
    }
  });

  afterAll(async () => {
    await simulator.close();
    rmSync(directory, { recursive: true });
  });

  const changes = async (shape: string, state?: string): Promise<string[]> => {
    const page = await client.call(requests.syncItems('inbox', state, 512, shape));
    const ids = itemIds(page);
    return ids.length === 0 ? [] : [...ids, ...(await changes(shape, textOf(page, 'SyncState')))];
  };
  const inBatches = async (ids: readonly string[], ask: (batch: readonly string[]) => string): Promise<Received[]> => {
    const answers: Received[] = [];
    for (let start = 0; start < ids.length; start += 100) answers.push(await client.call(ask(ids.slice(start, start + 100))));
    return answers;
  };

  // What is said of it is held against Microsoft's schema, as in every test.
  it.each(['AllProperties', 'Default'])(
    'is listed, given and opened like any other (%s)',
    async (shape) => {
      const ids = await changes(shape);
      expect(ids).toHaveLength(count);
      const content = '<t:IncludeMimeContent>true</t:IncludeMimeContent><t:BodyType>Text</t:BodyType>';
      const items = await inBatches(ids, (batch) => requests.getItem(batch, `<t:BaseShape>${shape}</t:BaseShape>${content}`));
      expect(items.flatMap((answer) => texts(answer, 'ResponseCode'))).toEqual(ids.map(() => 'NoError'));
      const attachments = items.flatMap(({ body }) => all(body, 'AttachmentId').map((id) => id.attribute('Id') ?? ''));
      const opened = await inBatches(attachments, (batch) => requests.getAttachment(...batch));
      expect(opened.flatMap((answer) => texts(answer, 'ResponseCode'))).toEqual(attachments.map(() => 'NoError'));
    },
    60_000,
  );
});
