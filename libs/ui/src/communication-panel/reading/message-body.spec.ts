import { provideHttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { type Email } from '@mailroom/contract';
import { provideMailroomForTests } from '../testing/provide-mailroom-for-tests';
import { stubResizeObserver } from '../testing/stub-resize-observer';
import { MessageBody } from './message-body';

const email: Email = {
  id: 'e1',
  accountId: 'a1',
  folderId: null,
  threadId: 't1',
  internetMessageId: null,
  subject: '',
  from: { name: '', address: 'jonas@example.com' },
  to: [],
  cc: [],
  bcc: [],
  replyTo: [],
  receivedAt: '2026-03-01T12:00:00Z',
  sentAt: null,
  isRead: true,
  hasAttachments: false,
  preview: '',
  size: 1,
  contactIds: [],
  headers: [],
  text: 'Yes.\n> Will you come?',
  html: '<p>Yes.</p><img data-remote-src="https://spy.example/1.gif">',
  hasRemoteImages: true,
  attachments: [],
  status: 'received',
  failure: null,
};

function show(shown: Email) {
  const fixture = TestBed.createComponent(MessageBody);
  fixture.componentRef.setInput('email', shown);
  fixture.detectChanges();
  const element = fixture.nativeElement as HTMLElement;
  const frame = () => element.querySelector('iframe');
  const page = () => frame()?.srcdoc ?? '';
  const showImages = () => Array.from(element.querySelectorAll('button')).find((button) => button.textContent.includes('Show images'));
  return { fixture, element, frame, page, showImages };
}

describe('the text of an email', () => {
  beforeEach(() => {
    stubResizeObserver();
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideMailroomForTests()] });
  });

  it('is shown in a sandbox in which no script can run', () => {
    const sandbox = show(email).frame()?.getAttribute('sandbox')?.split(' ');
    expect(sandbox).toEqual(['allow-same-origin', 'allow-popups', 'allow-popups-to-escape-sandbox']);
  });

  it('keeps remote images away until they are asked for, for this email only', () => {
    const { fixture, page, showImages } = show(email);
    expect(page()).not.toContain(' src="https://spy.example');
    showImages()?.click();
    fixture.detectChanges();
    expect(page()).toContain('src="https://spy.example/1.gif"');
    expect(showImages()).toBeUndefined();
    fixture.componentRef.setInput('email', { ...email, id: 'e2' });
    fixture.detectChanges();
    expect(page()).not.toContain(' src="https://spy.example');
  });

  it('is readable without HTML, with what it quotes set apart', () => {
    const { element, frame } = show({ ...email, html: null });
    expect(frame()).toBeNull();
    expect(Array.from(element.querySelectorAll('p'), (p) => [p.textContent.trim(), p.classList.contains('quoted')])).toEqual([
      ['Yes.', false],
      ['Will you come?', true],
    ]);
  });
});
