import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DefaultTheme } from 'vitepress';

const docs = path.resolve(import.meta.dirname, '..');

/** The parts of the documentation; what is in a folder and not named here is listed after what is. */
const parts: { text: string; collapsed?: boolean; pages?: string[]; folder?: string }[] = [
  { text: 'Using it', folder: 'user-guide', pages: ['README.md', 'mailboxes.md', 'reading-and-answering.md', 'mail-servers.md'] },
  {
    text: 'Administration',
    folder: 'admin-guide',
    pages: ['README.md', 'exchange-integration.md', 'exchange-on-premises.md', 'microsoft-entra.md', 'email-health.md'],
  },
  { text: 'In your CRM', pages: ['host-guide.md', 'ui-api.md', 'screens.md'] },
  { text: 'Operations', folder: 'operations', pages: ['README.md'] },
  { text: 'Decisions', folder: 'adr', collapsed: true },
];

/** Each page under the title that it begins with. */
export function sidebar(): DefaultTheme.SidebarItem[] {
  return parts.map(({ text, collapsed, folder = '', pages = [] }) => {
    const found = folder === '' ? [] : markdownIn(folder);
    const listed = pages.filter((page) => existsSync(path.join(docs, folder, page)));
    const files = [...listed, ...found.filter((file) => !listed.includes(file))];
    return { text, ...(collapsed !== undefined && { collapsed }), items: files.map((file) => item(path.posix.join(folder, file))) };
  });
}

function markdownIn(folder: string): string[] {
  const directory = path.join(docs, folder);
  return existsSync(directory)
    ? readdirSync(directory)
        .filter((file) => file.endsWith('.md'))
        .sort()
    : [];
}

function item(file: string): DefaultTheme.SidebarItem {
  const title = /^# (.+)$/m.exec(readFileSync(path.join(docs, file), 'utf8'))?.[1] ?? file;
  return { text: title, link: `/${file.replace(/(README)?\.md$/, '')}` };
}
