import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { plainMessage } from '../testing/messages';
import { MailStore } from './mail-store';

describe('a directory of mail', () => {
  let directory: string;
  let store: MailStore;

  const write = (path: string, content: string | Buffer): string => {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  const load = (): MailStore => (store = new MailStore(directory));
  const messages = (path: string): Buffer[] => {
    const folder = store.find('alice@example.test')?.folderAt(path);
    return [...(folder?.items ?? [])].map(({ source }) => source.read());
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mail-'));
  });

  afterEach(() => {
    store.close();
    rmSync(directory, { recursive: true });
  });

  it('maps directories to folders, whatever their letter case, and files to messages byte for byte', () => {
    const bytes = Buffer.from([0x53, 0x3a, 0x0a, 0x0a, 0xff, 0x00, 0x0d]);
    write('alice@example.test/inbox/1.eml', bytes);
    write('alice@example.test/SENT ITEMS/1.eml', 'S: 2\n\n');
    write('alice@example.test/Inbox/Projects/1.eml', 'S: 3\n\n');
    write('alice@example.test/Inbox/notes.txt', 'no message');
    write('readme.txt', 'no mailbox');
    const mailbox = load().find('Alice@Example.Test');
    expect(messages('Inbox')).toEqual([bytes]);
    expect(mailbox?.distinguishedFolder('sentitems')?.items.size).toBe(1);
    expect(mailbox?.allFolders().map(({ path }) => path)).toContain('Inbox/Projects');
    expect([...store.all()]).toHaveLength(1);
  });

  it('orders by the Date field, or by when the file was written', () => {
    write('alice@example.test/Inbox/a.eml', plainMessage('now').replace('2026', '2030'));
    write('alice@example.test/Inbox/b.eml', plainMessage('earlier'));
    utimesSync(write('alice@example.test/Inbox/c.eml', 'Subject: file\nDate: nonsense\n\n'), 0, 1_800_000_000);
    const inbox = load().find('alice@example.test')?.inbox;
    expect([...(inbox?.items ?? [])].map(({ source }) => source.summary().subject)).toEqual(['earlier', 'file', 'now']);
    expect([...(inbox?.items ?? [])][1]?.source.receivedAt).toBe(1_800_000_000_000);
  });

  it('splits an mbox file where messages begin, and takes back what quoting added', () => {
    write(
      'alice@example.test/Inbox.mbox',
      'From a Mon Jan  5 10:00:00 2026\nDate: Mon, 05 Jan 2026 10:00:00 +0000\nSubject: 1\n\n>From the start\n>>From twice\nnot a\nFrom line\n\n' +
        `From b Tue Jan  6 10:00:00 2026\r\n${plainMessage('2').replace('05 Jan', '06 Jan')}\r\nFrom c\nSubject: 3\n\nno line end`,
    );
    load();
    const [first, second, third] = messages('Inbox').map(String);
    expect(first).toBe('Date: Mon, 05 Jan 2026 10:00:00 +0000\nSubject: 1\n\nFrom the start\n>From twice\nnot a\nFrom line\n');
    expect(second).toBe(plainMessage('2').replace('05 Jan', '06 Jan'));
    expect(third).toBe('Subject: 3\n\nno line end');
    const sizes = [...(store.find('alice@example.test')?.inbox.items ?? [])].map(({ source }) => source.size);
    expect(sizes).toEqual([first, second, third].map((text) => text?.length));
  });

  it('reads an mbox file with lines longer than what it reads at once', () => {
    const long = 'x'.repeat(3_000_000);
    write('alice@example.test/Inbox.mbox', `From a\nSubject: 1\n\n${long}\n\nFrom b\nSubject: 2\n\n${long}`);
    load();
    expect(messages('Inbox').map(({ length }) => length)).toEqual([3_000_013, 3_000_012]);
  });

  it('gives what it loads the same ids in every run, and what comes later ids of its own', () => {
    write('alice@example.test/Inbox/1.eml', 'S: 1\n\n');
    const idsOf = (run: MailStore): string[] => {
      const mailbox = run.find('alice@example.test');
      run.deliver('alice@example.test', 'Inbox', Buffer.from('S: 2\n\n'));
      return [...(mailbox?.inbox.items ?? [])].map((item) => mailbox?.itemId(item) ?? '');
    };
    const earlier = load();
    const [loaded, delivered] = idsOf(earlier);
    earlier.close();
    const [loadedAgain, deliveredAgain] = idsOf(load());
    expect(loadedAgain).toBe(loaded);
    expect(deliveredAgain).not.toBe(delivered);
  });
});
