import { ProblemError } from '@mailroom/backend';
import { Injectable } from '@nestjs/common';

const ATTEMPTS = 8;
const WINDOW_MS = 5 * 60 * 1000;
const REMEMBERED = 10_000;

/** Slows down who guesses passwords: so many attempts for one address from one place, then a pause. */
@Injectable()
export class LoginThrottle {
  private readonly attempts = new Map<string, { count: number; until: number }>();

  /**
   * Counts an attempt before its password is looked at, so that many at once are no way around.
   * @throws ProblemError 429 `too-many-attempts`
   */
  attempt(email: string, ip: string, now = Date.now()): void {
    const key = keyOf(email, ip);
    const entry = this.attempts.get(key);
    const { count, until } = entry && entry.until > now ? entry : { count: 0, until: now + WINDOW_MS };
    if (count >= ATTEMPTS) {
      throw new ProblemError<'too-many-attempts'>(429, 'too-many-attempts', 'Too many attempts to sign in.', {
        remedy: 'Wait a few minutes and try again.',
        retryAfterSeconds: Math.ceil((until - now) / 1000),
      });
    }
    this.attempts.delete(key);
    this.attempts.set(key, { count: count + 1, until });
    const [oldest] = this.attempts.keys();
    if (this.attempts.size > REMEMBERED && oldest !== undefined) this.attempts.delete(oldest);
  }

  succeeded(email: string, ip: string): void {
    this.attempts.delete(keyOf(email, ip));
  }
}

const keyOf = (email: string, ip: string): string => `${ip} ${email.toLowerCase()}`;
