/** What people ask of a mailbox, each in many variations. */
export interface Question {
  name: string;
  paths: string[];
  isSearch: boolean;
}

export interface FilledMailbox {
  accountId: string;
  folderIds: string[];
  /** Some of the messages, from all of its time. */
  emailIds: string[];
  threadIds: string[];
  newest: number;
  oldest: number;
}

const times = 60;

export function questionsOf({ accountId, folderIds, emailIds, threadIds, newest, oldest }: FilledMailbox): Question[] {
  const each = (path: (index: number) => string): string[] => Array.from({ length: times }, (_, index) => `/api/mail${path(index)}`);
  const folder = (index: number): string => folderIds[index % folderIds.length] ?? '';
  const email = (index: number): string => emailIds[index % emailIds.length] ?? '';
  const day = (index: number): string => new Date(oldest + ((newest - oldest) * (index + 1)) / (times + 1)).toISOString().slice(0, 10);
  const list = (name: string, path: (index: number) => string): Question => ({ name, paths: each(path), isSearch: false });
  const search = (name: string, q: (index: number) => string): Question => ({
    name: `search: ${name}`,
    paths: each((index) => `/emails?q=${encodeURIComponent(q(index))}`),
    isSearch: true,
  });
  return [
    list('list, first page', () => '/emails'),
    list('list of an account', () => `/emails?accountId=${accountId}`),
    list('list of a folder', (index) => `/emails?folderId=${folder(index)}`),
    list('list of a folder, unread', (index) => `/emails?folderId=${folder(index)}&unread=true`),
    list('list, unread', () => '/emails?unread=true'),
    list('list, before a day', (index) => `/emails?before=${day(index)}`),
    list('thread', (index) => `/threads/${threadIds[index % threadIds.length] ?? ''}`),
    list('open an email', (index) => `/emails/${email(index)}`),
    search('a rare word', (index) => `w${20_000 + index * 100}`),
    search('a word of one in a thousand', (index) => `w${300 + index * 5}`),
    search('a word of every third', (index) => `w${1 + (index % 3)}`),
    search('two common words', (index) => `w${1 + (index % 5)} w${10 + index}`),
    search('as it is typed', (index) => `w${String(10 + index).slice(0, 2)}`),
    search('a sender', (index) => `from:person${index * 11}`),
    search('a sender’s company', (index) => `from:company${index} w2`),
    search('with an attachment, in a folder', (index) => `w${2 + (index % 9)} has:attachment in:inbox`),
    search('within a year', (index) => `w${30 + index} after:${day(index)}`),
    search('nothing', (index) => `nowhere${index}`),
  ];
}
