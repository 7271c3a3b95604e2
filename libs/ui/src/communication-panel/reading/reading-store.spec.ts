import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type Email, type MailEvent } from '@mailroom/contract';
import { filter, Subject } from 'rxjs';
import { MailEvents } from '../../data-access/mail-events';
import { provideMailroomForTests } from '../testing/provide-mailroom-for-tests';
import { EmailCache } from './email-cache';
import { ReadingStore } from './reading-store';

const email: Email = {
  ...{ id: 'e1', accountId: 'a1', folderId: null, threadId: 't1', internetMessageId: null, subject: 'Berth plan' },
  ...{ from: { name: 'Jonas', address: 'jonas@example.com' }, to: [], cc: [], bcc: [], replyTo: [] },
  ...{ receivedAt: '2026-03-01T12:00:00Z', sentAt: null, isRead: false, hasAttachments: false, preview: '', size: 1, contactIds: [] },
  ...{ headers: [], text: 'Hello', html: null, hasRemoteImages: false, attachments: [], status: 'received', failure: null },
};

describe('the email that is being read', () => {
  const events = new Subject<MailEvent>();
  let store: ReadingStore;
  let http: HttpTestingController;

  beforeEach(() => {
    const mailEvents = { of: (type: string) => events.pipe(filter((event) => event.type === type)), gap: new Subject() };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideMailroomForTests(),
        { provide: MailEvents, useValue: mailEvents },
        EmailCache,
        ReadingStore,
      ],
    });
    store = TestBed.inject(ReadingStore);
    http = TestBed.inject(HttpTestingController);
    store.open('e1');
    http.expectOne('/api/mail/emails/e1').flush(email);
    http.expectOne('/api/mail/threads/t1').flush({ items: [] });
  });

  it('tells that it was read elsewhere, and stays as it is', () => {
    events.next({ type: 'email.changed', accountId: 'a1', emailIds: ['e2', 'e1'] });
    http.expectOne('/api/mail/emails/e1').flush({ ...email, isRead: true, text: 'Something else' });
    expect(store.email()).toEqual({ ...email, isRead: true });
  });

  it('closes when it has left the CRM', () => {
    const openWhenTold: (string | null)[] = [];
    store.gone.subscribe(() => openWhenTold.push(store.openId()));
    events.next({ type: 'email.changed', accountId: 'a1', emailIds: ['e1'] });
    http.expectOne('/api/mail/emails/e1').flush({ code: 'not-found' }, { status: 404, statusText: 'Not Found' });
    expect(openWhenTold).toEqual(['e1']);
    expect([store.openId(), store.email()]).toEqual([null, null]);
  });

  it('stays open while the server cannot be asked', () => {
    events.next({ type: 'email.changed', accountId: 'a1', emailIds: ['e1'] });
    http.expectOne('/api/mail/emails/e1').error(new ProgressEvent('error'));
    expect(store.email()).toEqual(email);
    expect(store.problem()).toBeNull();
  });
});
