import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { fakeEventSource, provideTestHost, settled } from '../testing/mailroom-testing';
import { anAccount, aSyncStatus } from '../testing/samples';
import { AccountList } from './account-list';

const account = anAccount({ phase: 'backfilling', importedCount: 0 });
const status = aSyncStatus({ phase: 'backfilling', importedCount: 100 });

describe('AccountList', () => {
  const stream = fakeEventSource();
  let fixture: ComponentFixture<AccountList>;
  const text = (): string => (fixture.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ');

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: provideTestHost('user') });
    fixture = TestBed.createComponent(AccountList);
    const http = TestBed.inject(HttpTestingController);
    http.expectOne('/api/mail/accounts?limit=200').flush({ items: [account], nextCursor: null });
    await settled(fixture);
    http.expectOne('/api/mail/accounts/a1/sync-status').flush(status);
    await settled(fixture);
  });

  it('moves its numbers with the progress that the server tells', async () => {
    expect(text()).toContain('100 of 1,000 emails');
    stream().send({ type: 'sync.progress', accountId: 'a1', status: { ...status, importedCount: 550, messagesPerSecond: 212.4 } });
    await settled(fixture);
    expect(text()).toContain('550 of 1,000 emails');
    expect(text()).toContain('212 emails/s');
  });

  it('shows how fresh a mailbox is once everything is here', async () => {
    stream().send({ type: 'sync.progress', accountId: 'a1', status: { ...status, phase: 'live', importedCount: 1000, lagMs: 640 } });
    await settled(fixture);
    expect(text()).toContain('Up to date');
    expect(text()).toContain('New emails appear after 640 ms');
  });

  it('says why a mailbox stopped and what to do, and asks for the password when that is the reason', async () => {
    const lastError = {
      code: 'authentication-failed',
      message: 'The password was refused.',
      remedy: 'Enter it again.',
      since: '2026-01-01T00:00:00Z',
    };
    stream().send({ type: 'account.status', accountId: 'a1', phase: 'needs-attention', lastError, receive: true, send: true });
    await settled(fixture);
    expect(text()).toContain('Needs attention');
    expect(text()).toContain('The password was refused.');
    expect(text()).toContain('Enter it again.');
    expect(text()).toContain('Enter password');
  });
});
