/// <reference types="jest" />
import type { SuiteContext } from '../describe-mail-adapter';
import { foldersByPath } from '../reading';
import { sampleMessage } from '../sample-message';

export function describeOpening(context: SuiteContext): void {
  describe('opening a mailbox', () => {
    it('tells who it belongs to', async () => {
      const address = context.newMailbox();
      await context.harness.deliver(address, 'Inbox', sampleMessage('opening-1'));
      const session = context.harness.adapter.open(context.harness.target(address));
      await expect(session.identify()).resolves.toMatchObject({ emailAddress: address });
      await session.close();
    });

    it('refuses a wrong password or token with a code that asks for a person, and keeps it to itself', async () => {
      const address = context.newMailbox();
      await context.harness.deliver(address, 'Inbox', sampleMessage('opening-2'));
      const { target, secret } = context.harness.refused(address);
      const session = context.harness.adapter.open(target);
      const failure: unknown = await session.identify().catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'MailError', code: 'authentication-failed', class: 'needs-a-person' });
      expect(String(failure)).not.toContain(secret);
      await session.close();
    });

    it('shows folders within folders, and what each is for', async () => {
      const address = context.newMailbox();
      await context.harness.deliver(address, 'Inbox/Projects/Très élégant & <new>', sampleMessage('opening-3'));
      await context.harness.deliver(address, 'Elsewhere', sampleMessage('opening-4'));
      const session = context.harness.adapter.open(context.harness.target(address));
      const folders = await foldersByPath(session);
      expect(folders.get('Inbox')).toMatchObject({ role: 'inbox', parentRemoteId: null, holdsMail: true });
      expect(folders.get('Inbox/Projects/Très élégant & <new>')).toMatchObject({
        role: null,
        holdsMail: true,
        messageCount: 1,
        unreadCount: 1,
      });
      expect(folders.get('Elsewhere')).toMatchObject({ role: null, parentRemoteId: null, messageCount: 1 });
      const roles = [...folders.values()].flatMap(({ role }) => role ?? []);
      expect(roles).toEqual(expect.arrayContaining(['inbox', 'sent', 'drafts', 'trash']));
      expect(new Set(roles).size).toBe(roles.length);
      await session.close();
    });

    it('tells of a new folder once, with the cursor of the last look', async () => {
      const address = context.newMailbox();
      await context.harness.deliver(address, 'Inbox', sampleMessage('opening-5'));
      const session = context.harness.adapter.open(context.harness.target(address));
      let cursor = '';
      for await (const page of session.folders(null)) cursor = page.cursor;
      await context.harness.deliver(address, 'Later', sampleMessage('opening-6'));
      const names: string[] = [];
      for await (const page of session.folders(cursor)) {
        cursor = page.cursor;
        for (const change of page.changes) if (change.kind === 'upsert') names.push(change.folder.name);
      }
      expect(names).toContain('Later');
      expect(names).not.toContain('Drafts');
      const again: unknown[] = [];
      for await (const page of session.folders(cursor)) again.push(...page.changes);
      expect(again).toEqual([]);
      await session.close();
    });
  });
}
