import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type EmailListItem, type MailEvent } from '@mailroom/contract';
import { filter, Subject } from 'rxjs';
import { MailEvents } from '../../data-access/mail-events';
import { provideMailroomForTests } from '../testing/provide-mailroom-for-tests';
import { everyEmail } from '../../data-access/emails-api';
import { EmailListStore } from './email-list-store';

const startMs = Date.parse('2026-03-01T12:00:00Z');

/** `age` in minutes before the start. */
function email(age: number, change: Partial<EmailListItem> = {}): EmailListItem {
  return {
    id: `email-${String(age).padStart(5, '0')}`,
    accountId: 'account',
    folderId: 'inbox',
    threadId: 'thread',
    internetMessageId: null,
    subject: `${age} minutes old`,
    from: { name: 'Jonas', address: 'jonas@example.com' },
    to: [],
    receivedAt: new Date(startMs - age * 60_000).toISOString(),
    isRead: false,
    hasAttachments: false,
    preview: '',
    size: 1,
    contactIds: [],
    ...change,
  };
}

function ages(from: number, count: number): EmailListItem[] {
  return Array.from({ length: count }, (_, index) => email(from + index));
}

describe('a list of emails', () => {
  const events = new Subject<MailEvent>();
  const gap = new Subject<void>();
  let store: EmailListStore;
  let http: HttpTestingController;

  beforeEach(() => {
    jest.useFakeTimers();
    const mailEvents = { of: (type: string) => events.pipe(filter((event) => event.type === type)), gap };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideMailroomForTests(),
        EmailListStore,
        { provide: MailEvents, useValue: mailEvents },
      ],
    });
    store = TestBed.inject(EmailListStore);
    http = TestBed.inject(HttpTestingController);
  });
  afterEach(() => {
    http.verify();
    jest.useRealTimers();
  });

  function answer(cursor: string | null, items: EmailListItem[], nextCursor: string | null): void {
    http.expectOne(({ params, method }) => method === 'GET' && params.get('cursor') === cursor).flush({ items, nextCursor });
  }

  function shown(): string[] {
    return store.emails().map(({ subject }) => subject);
  }

  function arrive(item: EmailListItem): void {
    events.next({ type: 'email.received', accountId: item.accountId, email: item });
  }

  it('grows page by page to its end, and asks for no page twice', () => {
    store.show(everyEmail);
    store.loadMore();
    http
      .match(({ params }) => !params.has('cursor'))
      .at(-1)
      ?.flush({ items: ages(0, 50), nextCursor: 'page 2' });
    store.loadMore();
    store.loadMore();
    answer('page 2', ages(50, 20), null);
    store.loadMore();
    expect(store.emails()).toHaveLength(70);
    expect(store.emails()).toEqual(ages(0, 70));
    expect(store.hasMore()).toBe(false);
  });

  it('shows an email the moment it arrives, in its place, once', () => {
    store.show(everyEmail);
    answer(null, [email(10), email(30)], null);
    arrive(email(0));
    arrive(email(20));
    arrive(email(0));
    expect(shown()).toEqual(['0 minutes old', '10 minutes old', '20 minutes old', '30 minutes old']);
  });

  it('does not mix in what the filter keeps out', () => {
    store.show({ ...everyEmail, accountId: 'account', unread: true });
    answer(null, [email(10)], null);
    arrive(email(1, { accountId: 'another' }));
    arrive(email(2, { isRead: true }));
    arrive(email(3));
    expect(shown()).toEqual(['3 minutes old', '10 minutes old']);
  });

  it('keeps an email that was read in a list of unread ones, so that nothing vanishes under the hand', () => {
    store.show({ ...everyEmail, unread: true });
    answer(null, [email(10), email(20)], null);
    events.next({ type: 'email.changed', accountId: 'account', emailIds: [email(10).id, 'not-shown'] });
    http.expectOne(`/api/mail/emails/${email(10).id}`).flush(email(10, { isRead: true }));
    expect(store.emails().map(({ isRead }) => isRead)).toEqual([true, false]);
  });

  it('lets go of an email that is not in the mailbox any more', () => {
    store.show(everyEmail);
    answer(null, [email(10), email(20)], null);
    events.next({ type: 'email.changed', accountId: 'account', emailIds: [email(10).id] });
    http.expectOne(`/api/mail/emails/${email(10).id}`).flush(null, { status: 404, statusText: 'Not Found' });
    expect(shown()).toEqual(['20 minutes old']);
  });

  it('grows at its end while a mailbox is being filled, newest first', () => {
    store.show(everyEmail);
    answer(null, ages(0, 50), 'page 2');
    store.loadMore();
    answer('page 2', ages(50, 5), null);
    events.next({ type: 'email.imported', accountId: 'account', folderId: 'inbox', count: 45 });
    jest.advanceTimersByTime(2_000);
    answer(null, ages(0, 50), 'page 2');
    answer('page 2', ages(50, 50), 'page 3');
    expect(store.emails()).toEqual(ages(0, 100));
    expect(store.hasMore()).toBe(true);
  });

  it('catches up after events may have been missed', () => {
    store.show(everyEmail);
    answer(null, [email(10)], 'page 2');
    gap.next();
    jest.advanceTimersByTime(2_000);
    answer(null, [email(1), email(10, { isRead: true })], 'page 2');
    expect(shown()).toEqual(['1 minutes old', '10 minutes old']);
    expect(store.emails()[1]?.isRead).toBe(true);
  });

  it('says why a page could not be loaded, keeps what it has, and tries again', () => {
    store.show(everyEmail);
    answer(null, [email(10)], 'page 2');
    store.loadMore();
    http.expectOne(({ params }) => params.get('cursor') === 'page 2').error(new ProgressEvent('error'));
    expect(store.problem()?.code).toBe('offline');
    expect(shown()).toEqual(['10 minutes old']);
    store.loadMore();
    answer('page 2', [email(20)], null);
    expect(store.problem()).toBeNull();
    expect(store.emails()).toHaveLength(2);
  });
});
