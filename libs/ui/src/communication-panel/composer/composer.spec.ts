import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { type Draft as StoredDraft, type DraftInput, type MailEvent } from '@mailroom/contract';
import { EMPTY, filter, Subject } from 'rxjs';
import { Confirm } from '../../components/confirm';
import { MailEvents } from '../../data-access/mail-events';
import { registerMailroomIcons } from '../../icons/register-icons';
import { settled } from '../../testing/mailroom-testing';
import { provideMailroomForTests } from '../testing/provide-mailroom-for-tests';
import { Composer } from './composer';
import { type Draft, type DraftContent, recipients } from './draft';
import { DraftFiles } from './draft-files';
import { DRAFT_PAUSE, DraftSaver } from './draft-saver';
import { DraftStore } from './draft-store';
import { Outbox } from './outbox';

const failure = { code: 'send-rejected', message: 'The mail server refused to send this message.', remedy: 'Check the recipients.' };

describe('writing a message', () => {
  const events = new Subject<MailEvent>();
  const ask = jest.fn<Promise<boolean>, []>();
  let fixture: ComponentFixture<Composer>;
  let http: HttpTestingController;
  let drafts: DraftStore;
  let id: string;

  async function start(stored: StoredDraft[] = [], pauseMs = 60_000): Promise<void> {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideMailroomForTests(),
        { provide: MailEvents, useValue: { of: (type: string) => events.pipe(filter((event) => event.type === type)), gap: EMPTY } },
        { provide: Confirm, useValue: { ask } },
        { provide: DRAFT_PAUSE, useValue: pauseMs },
      ],
    });
    TestBed.runInInjectionContext(registerMailroomIcons);
    http = TestBed.inject(HttpTestingController);
    drafts = TestBed.inject(DraftStore);
    TestBed.tick();
    http.expectOne((request) => request.method === 'GET' && request.url === '/api/mail/drafts').flush({ items: stored, nextCursor: null });
    await Promise.resolve();
  }

  async function write(draftId: string): Promise<void> {
    id = draftId;
    fixture = TestBed.createComponent(Composer);
    fixture.componentRef.setInput('draftId', id);
    await settled(fixture);
  }

  beforeEach(async () => {
    ask.mockReset();
    localStorage.clear();
    await start();
    await write(drafts.create(content()).id);
  });

  function content(): DraftContent {
    const [to, nobody] = [recipients([{ name: '', address: 'jonas@example.com' }]), recipients([])];
    const text = { subject: 'Berth plan', html: '', emailId: null, quoteHeading: null };
    return { kind: 'new', accountId: 'account', to, cc: nobody, bcc: nobody, ...text };
  }

  function element<Kind extends HTMLElement>(selector: string): Kind {
    const found = (fixture.nativeElement as HTMLElement).querySelector<Kind>(selector);
    if (!found) throw new Error(`The composer has no ${selector}.`);
    return found;
  }

  function subject(text: string): void {
    const box = element<HTMLInputElement>('.field input');
    box.value = text;
    box.dispatchEvent(new Event('input'));
    fixture.detectChanges();
  }

  function answerOf({ request }: TestRequest): StoredDraft {
    const { editor: _, ...input } = request.body as DraftInput;
    const unsent = { state: 'writing', sentEmailId: null, sendAt: null, failure: null, updatedAt: '' } as const;
    return { ...input, ...unsent, attachments: [], id, revision: input.revision + 1 };
  }

  /** The call that awaits its answer. */
  async function call(method: string, path: string): Promise<TestRequest> {
    await settled(fixture);
    return http.expectOne((request) => request.method === method && request.url === `/api/mail${path}`, `${method} ${path}`);
  }

  async function save(): Promise<TestRequest> {
    const request = await call('PUT', `/drafts/${id}`);
    request.flush(answerOf(request));
    await settled(fixture);
    return request;
  }

  /** The pause of no length is over: timers that are equally long go off in their order. */
  async function pause(): Promise<void> {
    await settled(fixture);
    await new Promise((resolve) => setTimeout(resolve));
  }

  async function send(): Promise<void> {
    element('button[type=submit]').click();
    await save();
    (await call('POST', `/drafts/${id}/send`)).flush({ id: 'email', status: 'queued' });
    await settled(fixture);
  }

  function draft(): Draft | undefined {
    return drafts.get(id);
  }

  function said(): string {
    fixture.detectChanges();
    return (fixture.nativeElement as HTMLElement).textContent;
  }

  it('saves what is typed by itself, and says so', async () => {
    TestBed.resetTestingModule();
    await start([], 0);
    await write(drafts.create(content()).id);
    subject('Half a thou');
    await pause();
    const { request } = await save();
    expect(request.body).toMatchObject({ subject: 'Half a thou', revision: 0, to: [{ address: 'jonas@example.com' }] });
    expect(said()).toContain('Draft saved');
  });

  it('keeps every letter through a reload of the page, also of what the server does not have yet', async () => {
    subject('Half a thou');
    TestBed.resetTestingModule();
    await start();
    expect(draft()?.subject).toBe('Half a thou');
    expect(Object.keys(localStorage)).toEqual(['mailroom.unsaved-drafts.user']);
  });

  it('is there again in another browser', async () => {
    await send();
    const stored = { ...answerOf(await pending()), revision: 1 };
    TestBed.resetTestingModule();
    localStorage.clear();
    await start([stored]);
    expect(draft()).toMatchObject({ subject: 'Changed', state: 'writing', saving: 'saved' });

    async function pending(): Promise<TestRequest> {
      drafts.patch(id, { state: 'writing' });
      subject('Changed');
      void TestBed.inject(DraftSaver).save(id);
      return call('PUT', `/drafts/${id}`);
    }
  });

  it('does not overwrite what another window has written, and lets the user choose', async () => {
    subject('Mine');
    void TestBed.inject(DraftSaver).save(id);
    const problem = { type: 'about:blank', title: '', status: 409, code: 'draft-changed', detail: 'It was changed.' };
    (await call('PUT', `/drafts/${id}`)).flush(problem, { status: 409, statusText: 'Conflict' });
    await settled(fixture);
    expect(said()).toContain('changed in another window');
    element('.conflict button:last-child').click();
    (await call('GET', '/drafts')).flush({ items: [{ ...draft(), revision: 7, attachments: [] }], nextCursor: null });
    expect((await call('PUT', `/drafts/${id}`)).request.body).toMatchObject({ subject: 'Mine', revision: 7 });
  });

  it('sends what is saved, once, however often the button is pressed', async () => {
    subject('Berths');
    element('button[type=submit]').click();
    element('button[type=submit]').click();
    await save();
    const request = await call('POST', `/drafts/${id}/send`);
    expect(request.request.body).toEqual({ revision: 1, delaySeconds: 10 });
    request.flush({ id: 'email', status: 'queued' });
    await settled(fixture);
    expect(draft()?.state).toBe('queued');
  });

  it('can be taken back while it waits, and is a draft again', async () => {
    await send();
    const undone = TestBed.inject(Outbox).takeBack(id);
    (await call('DELETE', '/emails/email')).flush(null);
    expect(await undone).toBe(true);
    expect(draft()).toMatchObject({ state: 'writing', sentEmailId: null });
  });

  it('forgets the draft only once the mail server has taken the message', async () => {
    await send();
    expect(draft()).toBeDefined();
    events.next({ type: 'email.sent', accountId: 'account', emailId: 'email', status: 'sent', failure: null });
    expect(draft()).toBeUndefined();
  });

  it('gives the text back with the reason when the mail server refuses it, and sends it anew', async () => {
    await send();
    events.next({ type: 'email.sent', accountId: 'account', emailId: 'email', status: 'failed', failure });
    expect(draft()).toMatchObject({ state: 'failed', subject: 'Berth plan', problem: { remedy: failure.remedy } });
    expect(said()).toContain(failure.message);
    element('button[type=submit]').click();
    (await call('POST', `/drafts/${id}/send`)).flush({ id: 'email-2', status: 'queued' });
    await settled(fixture);
    expect(draft()).toMatchObject({ state: 'queued', sentEmailId: 'email-2' });
  });

  it('does not send to what is no address, and says which', async () => {
    drafts.edit(id, { to: recipients([{ name: '', address: 'jonas@' }]) });
    fixture.detectChanges();
    element('button[type=submit]').click();
    await settled(fixture);
    http.expectNone((request) => request.method === 'POST');
    expect(said()).toContain('“jonas@” is not an email address');
  });

  it('takes an address that was typed but not yet confirmed', () => {
    const box = element<HTMLInputElement>('mailroom-recipients-field input');
    box.value = 'Anna <anna@example.com>';
    box.dispatchEvent(new Event('input'));
    expect(draft()?.to.typing).toBe('Anna <anna@example.com>');
    box.dispatchEvent(new FocusEvent('blur'));
    expect(draft()?.to.chosen).toContainEqual({ name: 'Anna', address: 'anna@example.com' });
  });

  it('uploads files one after the other, does not leave without them, and refuses more than 25 MB by name', async () => {
    const files = TestBed.inject(DraftFiles);
    const large = new File([], 'film.mov');
    Object.defineProperty(large, 'size', { value: 26_000_000 });
    expect(files.attach(id, [new File(['1'], 'one.txt'), new File(['2'], 'two.txt'), large])).toEqual([large]);
    await save();
    element('button[type=submit]').click();
    expect(said()).toContain('Wait until the attachments have been uploaded');
    const first = await call('POST', `/drafts/${id}/attachments`);
    expect(first.request.params.get('filename')).toBe('one.txt');
    first.flush({ id: 'f1', filename: 'one.txt', contentType: 'text/plain', size: 1 });
    const second = await call('POST', `/drafts/${id}/attachments`);
    second.flush({}, { status: 503, statusText: 'Unavailable' });
    await settled(fixture);
    element('button[type=submit]').click();
    await settled(fixture);
    expect(said()).toContain('“two.txt” is not attached yet');
    files.retry(id, draft()?.files[1]?.id ?? '');
    (await call('POST', `/drafts/${id}/attachments`)).flush({ id: 'f2', filename: 'two.txt', contentType: 'text/plain', size: 1 });
    await settled(fixture);
    expect(draft()?.files).toEqual([
      expect.objectContaining({ id: 'f1', share: null }),
      expect.objectContaining({ id: 'f2', share: null }),
    ]);
  });

  it('is kept when it is closed, and gone when the user discards it', async () => {
    subject('Hello');
    fixture.componentInstance.close();
    await save();
    expect(draft()?.subject).toBe('Hello');
    ask.mockResolvedValueOnce(true);
    element('[aria-label=Discard]').click();
    (await call('DELETE', `/drafts/${id}`)).flush(null);
    await settled(fixture);
    expect(draft()).toBeUndefined();
  });

  it('leaves nothing behind when it is closed before anything has been written', () => {
    fixture.componentInstance.close();
    expect(ask).not.toHaveBeenCalled();
    expect(drafts.drafts()).toEqual([]);
  });
});
