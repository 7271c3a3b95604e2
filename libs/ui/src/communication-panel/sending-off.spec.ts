import { TestBed } from '@angular/core/testing';
import { type Account, type Email } from '@mailroom/contract';
import { AccountStore } from '../data-access/account-store';
import { fakeEventSource } from '../testing/mailroom-testing';
import { anAccount, aSyncStatus } from '../testing/samples';
import { Screen } from '../testing/screen';
import { DraftStore } from './composer/draft-store';
import { EmailBrowser } from './email-browser';
import { everyEmail } from '../data-access/emails-api';
import { stubResizeObserver } from './testing/stub-resize-observer';

const email: Email = {
  ...{ id: 'e1', accountId: 'a1', folderId: null, threadId: 't1', internetMessageId: null, subject: 'Berth plan' },
  ...{ from: { name: 'Jonas', address: 'jonas@example.com' }, to: [], cc: [], bcc: [], replyTo: [] },
  ...{ receivedAt: '2026-03-01T12:00:00Z', sentAt: null, isRead: true, hasAttachments: false, preview: '', size: 1, contactIds: [] },
  ...{ headers: [], text: 'Hello', html: null, hasRemoteImages: false, attachments: [], status: 'received', failure: null },
};

describe('An email of an account', () => {
  fakeEventSource();
  let screen: Screen<EmailBrowser>;

  const read = async (...accounts: Partial<Account>[]): Promise<void> => {
    stubResizeObserver();
    sessionStorage.clear();
    screen = Screen.show(EmailBrowser, { inputs: { filter: everyEmail } });
    void TestBed.inject(AccountStore).load();
    await screen.answer('GET /api/mail/accounts', { items: accounts.map(anAccount), nextCursor: null });
    for (const { id = 'a1' } of accounts) await screen.answer(`GET /api/mail/accounts/${id}/sync-status`, aSyncStatus({ accountId: id }));
    screen.fixture.componentInstance['open'](email);
    await screen.answer('GET /api/mail/emails/e1', email);
  };
  const press = async (key: string): Promise<void> => {
    const pane = screen.element('mailroom-reading-pane');
    pane.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    await screen.settle();
  };
  const drafts = () => TestBed.inject(DraftStore).drafts();

  it('can be answered by button and by key, with the account’s signature', async () => {
    await read({ signature: 'Anna Berger' });
    expect(document.querySelector('[aria-label="Reply"]')).not.toBeNull();
    await press('r');
    expect(drafts()[0]?.html).toBe('<p></p><p>Anna Berger</p>');
  });

  it('cannot be answered where sending is off, neither by button nor by key', async () => {
    await read({ send: false });
    for (const action of ['Reply', 'Reply to all', 'Forward']) expect(document.querySelector(`[aria-label="${action}"]`)).toBeNull();
    for (const key of ['r', 'a', 'f']) await press(key);
    expect(drafts()).toEqual([]);
  });

  it('leaves new messages to the account that they are sent from by default', async () => {
    await read({ send: false, isDefault: false }, { id: 'a2', isDefault: false }, { id: 'a3', isDefault: true });
    screen.fixture.componentInstance.write('a1');
    expect(drafts()[0]?.accountId).toBe('a3');
  });
});
