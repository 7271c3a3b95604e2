import { createEnvironmentInjector, EnvironmentInjector, runInInjectionContext, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideMailroom } from '../provide-mailroom';
import { refreshWhileVisible } from './refresh-while-visible';

describe('A list that is looked at', () => {
  const refresh = jest.fn(() => Promise.resolve());
  let screen: EnvironmentInjector;

  const start = (liveUpdates = true): void => {
    TestBed.configureTestingModule({
      providers: [provideMailroom({ apiUrl: '/api/mail', currentUser: () => signal(null), liveUpdates })],
    });
    screen = createEnvironmentInjector([], TestBed.inject(EnvironmentInjector));
    runInInjectionContext(screen, () => {
      refreshWhileVisible(5_000, refresh);
    });
  };
  const beHidden = (hidden: boolean): void => {
    jest.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
    document.dispatchEvent(new Event('visibilitychange'));
  };

  beforeEach(() => {
    refresh.mockClear();
    jest.useFakeTimers();
  });
  afterEach(() => {
    screen.destroy();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('is asked for again and again', async () => {
    start();
    await jest.advanceTimersByTimeAsync(15_000);
    expect(refresh).toHaveBeenCalledTimes(3);
  });

  it('is left alone in a hidden tab, and asked for at once when somebody comes back to it', async () => {
    start();
    beHidden(true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(refresh).not.toHaveBeenCalled();
    beHidden(false);
    await jest.advanceTimersByTimeAsync(0);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('is left alone once its screen is gone, or where a host says so', async () => {
    start();
    screen.destroy();
    await jest.advanceTimersByTimeAsync(60_000);
    TestBed.resetTestingModule();
    start(false);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(refresh).not.toHaveBeenCalled();
  });
});
