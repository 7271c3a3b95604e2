import { TestBed } from '@angular/core/testing';
import { FakeEventSource, fakeEventSource, provideTestHost } from '../testing/mailroom-testing';
import { MailEvents } from './mail-events';

describe('MailEvents', () => {
  const stream = fakeEventSource();
  let events: MailEvents;

  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({ providers: provideTestHost('user') });
    events = TestBed.inject(MailEvents);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('keeps one connection for all who listen, and none when nobody does', () => {
    const listeners = [events.of('account.status').subscribe(), events.of('sync.progress').subscribe()];
    TestBed.tick();
    expect(stream().url).toBe('/api/mail/events');
    for (const listener of listeners) listener.unsubscribe();
    expect(stream).toThrow('found 0');
  });

  it('opens a new stream when the server refused the old one, and says that events may be missing', () => {
    const gaps = jest.fn();
    events.gap.subscribe(gaps);
    events.of('account.status').subscribe();
    TestBed.tick();
    const refused = stream();
    refused.readyState = FakeEventSource.CLOSED;
    refused.onerror?.();
    expect(stream).toThrow('found 0');

    jest.advanceTimersByTime(2_000);
    stream().onopen?.();
    expect(gaps).toHaveBeenCalledTimes(1);
    expect(events.connected()).toBe(true);
  });

  it('leaves a broken connection to the browser, which resumes after the last event', () => {
    events.of('account.status').subscribe();
    TestBed.tick();
    const broken = stream();
    broken.onerror?.();
    jest.advanceTimersByTime(60_000);
    expect(stream()).toBe(broken);
  });
});
