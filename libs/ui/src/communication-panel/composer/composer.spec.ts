import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { type MailEvent, type OutgoingEmail } from '@mailroom/contract';
import { EMPTY, filter, Subject } from 'rxjs';
import { Confirm } from '../../components/confirm';
import { MailEvents } from '../../data-access/mail-events';
import { registerMailroomIcons } from '../../icons/register-icons';
import { provideMailroomForTests } from '../testing/provide-mailroom-for-tests';
import { Composer } from './composer';
import { type Draft, recipients } from './draft';
import { DraftStore } from './draft-store';

const failure = { code: 'send-rejected', message: 'The mail server refused to send this message.', remedy: 'Check the recipients.' };

describe('writing a message', () => {
  const events = new Subject<MailEvent>();
  const ask = jest.fn<Promise<boolean>, []>();
  let fixture: ComponentFixture<Composer>;
  let http: HttpTestingController;
  let drafts: DraftStore;
  let id: string;

  function start(): void {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideMailroomForTests(),
        { provide: MailEvents, useValue: { of: (type: string) => events.pipe(filter((event) => event.type === type)), gap: EMPTY } },
        { provide: Confirm, useValue: { ask } },
      ],
    });
    TestBed.runInInjectionContext(registerMailroomIcons);
    http = TestBed.inject(HttpTestingController);
    drafts = TestBed.inject(DraftStore);
    TestBed.tick();
  }

  beforeEach(() => {
    ask.mockReset();
    sessionStorage.clear();
    start();
    const to = recipients([{ name: '', address: 'jonas@example.com' }]);
    const nobody = recipients([]);
    const content = { to, cc: nobody, bcc: nobody, subject: 'Berth plan', text: '', inReplyToEmailId: null, attachments: [] };
    id = drafts.create({ ...content, kind: 'new', accountId: 'account' }).id;
    fixture = TestBed.createComponent(Composer);
    fixture.componentRef.setInput('draftId', id);
    fixture.detectChanges();
  });
  afterEach(() => {
    http.verify();
  });

  function element<Kind extends HTMLElement>(selector: string): Kind {
    const found = (fixture.nativeElement as HTMLElement).querySelector<Kind>(selector);
    if (!found) throw new Error(`The composer has no ${selector}.`);
    return found;
  }

  function write(text: string): void {
    const area = element<HTMLTextAreaElement>('textarea');
    area.value = text;
    area.dispatchEvent(new Event('input'));
    fixture.detectChanges();
  }

  async function send() {
    element('button[type=submit]').click();
    await fixture.whenStable();
    return http.match((request) => request.method === 'POST');
  }

  function draft(): Draft | undefined {
    return drafts.get(id);
  }

  function said(): string {
    fixture.detectChanges();
    return (fixture.nativeElement as HTMLElement).textContent;
  }

  it('keeps every letter through a reload of the page', () => {
    write('Half a thou');
    TestBed.resetTestingModule();
    start();
    expect(drafts.get(id)?.text).toBe('Half a thou');
  });

  it('keeps what another user has begun out of sight', () => {
    write('Private');
    const stored = Object.keys(sessionStorage);
    expect(stored).toEqual(['mailroom.drafts.user']);
  });

  it('sends once, however often the button is pressed', async () => {
    write('Hello');
    const [first, ...others] = [...(await send()), ...(await send())];
    expect(others).toEqual([]);
    expect((first?.request.body as OutgoingEmail).text).toBe('Hello');
    first?.flush({ id: 'email', status: 'queued' });
    await fixture.whenStable();
    expect(draft()?.state).toBe('queued');
  });

  it('tries the same message again with the same key, and a changed one with another', async () => {
    const keys: (string | null)[] = [];
    for (const text of ['Hello', 'Hello', 'Hello Jonas']) {
      if (draft()?.text !== text) write(text);
      const [request] = await send();
      keys.push(request?.request.headers.get('Idempotency-Key') ?? null);
      request?.error(new ProgressEvent('error'));
      await fixture.whenStable();
      expect(said()).toContain('could not be reached');
      expect(draft()?.text).toBe(text);
    }
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('forgets the draft only once the mail server has taken the message', async () => {
    write('Hello');
    const [request] = await send();
    request?.flush({ id: 'email', status: 'queued' });
    await fixture.whenStable();
    expect(draft()).toBeDefined();
    events.next({ type: 'email.sent', accountId: 'account', emailId: 'email', status: 'sent', failure: null });
    expect(draft()).toBeUndefined();
  });

  it('gives the text back with the reason when the mail server refuses it, and sends it anew', async () => {
    write('Hello');
    const [request] = await send();
    request?.flush({ id: 'email', status: 'queued' });
    await fixture.whenStable();
    events.next({ type: 'email.sent', accountId: 'account', emailId: 'email', status: 'failed', failure });
    expect(draft()).toMatchObject({ state: 'failed', text: 'Hello', problem: { remedy: failure.remedy } });
    expect(said()).toContain(failure.message);
    const [again] = await send();
    expect(again?.request.headers.get('Idempotency-Key')).not.toBe(request?.request.headers.get('Idempotency-Key'));
  });

  it('does not send to what is no address, and says which', async () => {
    drafts.edit(id, { to: recipients([{ name: '', address: 'jonas@' }]) });
    fixture.detectChanges();
    expect(await send()).toEqual([]);
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

  it('refuses files beyond 25 MB together, by name', () => {
    const large = new File([], 'film.mov');
    Object.defineProperty(large, 'size', { value: 26_000_000 });
    expect(drafts.attach(id, [new File(['1'], 'small.txt'), large])).toEqual([large]);
    expect(draft()?.attachments.map(({ filename }) => filename)).toEqual(['small.txt']);
  });

  it('asks for a file again that a reload has lost, rather than sending without it', async () => {
    drafts.attach(id, [new File(['1'], 'offer.pdf')]);
    TestBed.resetTestingModule();
    start();
    fixture = TestBed.createComponent(Composer);
    fixture.componentRef.setInput('draftId', id);
    fixture.detectChanges();
    expect(await send()).toEqual([]);
    expect(said()).toContain('Attach “offer.pdf” again');
  });

  it('is kept as a draft when it is closed, unless the user discards it', async () => {
    write('Hello');
    ask.mockResolvedValueOnce(false);
    await fixture.componentInstance.close();
    expect(draft()?.text).toBe('Hello');
    ask.mockResolvedValueOnce(true);
    await fixture.componentInstance.close();
    expect(draft()).toBeUndefined();
  });

  it('closes without a question while nothing has been written', async () => {
    await fixture.componentInstance.close();
    expect(ask).not.toHaveBeenCalled();
    expect(drafts.drafts()).toEqual([]);
  });
});
