import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture } from '@angular/core/testing';
import { type EnvironmentProviders, type Provider, signal } from '@angular/core';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { provideRouter } from '@angular/router';
import { CAN_MANAGE_ADMINISTRATION, type MailEvent } from '@mailroom/contract';
import { setImmediate } from 'node:timers/promises';
import { provideMailroom } from '../provide-mailroom';

/** A browser's event stream whose events a spec sends itself; jsdom has none. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static streams: FakeEventSource[] = [];

  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 0;

  constructor(readonly url: string) {
    super();
    FakeEventSource.streams.push(this);
  }

  send(event: MailEvent): void {
    this.dispatchEvent(new MessageEvent(event.type, { data: JSON.stringify(event) }));
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}

/** Puts the fake in place for each test of a suite, and gives the stream that is open when it is called. */
export function fakeEventSource(): () => FakeEventSource {
  beforeEach(() => {
    FakeEventSource.streams = [];
    Object.assign(globalThis, { EventSource: FakeEventSource });
  });
  return () => {
    const open = FakeEventSource.streams.filter(({ readyState }) => readyState !== FakeEventSource.CLOSED);
    if (open[0] === undefined || open.length > 1) throw new Error(`Expected one open event stream, found ${open.length}.`);
    return open[0];
  };
}

/** A host with an administrator signed in, or a user who may set up nothing. */
export function provideTestHost(who: 'administrator' | 'user'): (Provider | EnvironmentProviders)[] {
  const systemOperations = who === 'administrator' ? [CAN_MANAGE_ADMINISTRATION] : [];
  return [
    provideHttpClient(),
    provideHttpClientTesting(),
    provideRouter([]),
    { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
    provideMailroom({ apiUrl: '/api/mail', currentUser: () => signal({ id: 'anna', systemOperations }), liveUpdates: false }),
  ];
}

/** The screen after everything that awaits an answer has gone on. */
export async function settled(fixture: ComponentFixture<unknown>): Promise<void> {
  await setImmediate();
  await fixture.whenStable();
}
