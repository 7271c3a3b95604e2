import { ProblemError } from '@mailroom/backend';
import { Injectable } from '@nestjs/common';

const FAILURES = 8;
const WINDOW_MS = 5 * 60 * 1000;
const REMEMBERED = 10_000;

/** Slows down who guesses passwords: so many failures of one address from one place, then a pause. */
@Injectable()
export class LoginThrottle {
  private readonly failures = new Map<string, { count: number; until: number }>();

  /** @throws ProblemError 429 `too-many-attempts` */
  check(email: string, ip: string, now = Date.now()): void {
    const entry = this.failures.get(keyOf(email, ip));
    if (!entry || entry.count < FAILURES || entry.until <= now) return;
    throw new ProblemError(429, 'too-many-attempts', 'Too many attempts to sign in.', {
      remedy: 'Wait a few minutes and try again.',
      retryAfterSeconds: Math.ceil((entry.until - now) / 1000),
    });
  }

  failed(email: string, ip: string, now = Date.now()): void {
    const key = keyOf(email, ip);
    const entry = this.failures.get(key);
    const count = entry && entry.until > now ? entry.count + 1 : 1;
    this.failures.delete(key);
    this.failures.set(key, { count, until: now + WINDOW_MS });
    const [oldest] = this.failures.keys();
    if (this.failures.size > REMEMBERED && oldest !== undefined) this.failures.delete(oldest);
  }

  succeeded(email: string, ip: string): void {
    this.failures.delete(keyOf(email, ip));
  }
}

const keyOf = (email: string, ip: string): string => `${ip} ${email.toLowerCase()}`;
