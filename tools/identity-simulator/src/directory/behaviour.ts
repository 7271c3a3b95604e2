/** How the provider behaves just now; the control interface changes it. */
export interface Behaviour {
  /** How long an access token is valid. */
  accessTokenSeconds: number;
  /** How far the clock is off that access tokens are dated by; with -7200 they are expired when they are given. */
  clockOffsetSeconds: number;
  /** `ask`: a page, once for a person and application. `granted`: an administrator agreed for all. `denied`: nobody agrees. `administrator`: only one may. */
  consent: Consent;
  availability: Availability;
  /** How long answers are held back while it is `slow`. */
  milliseconds: number;
}

export const consents = ['ask', 'granted', 'denied', 'administrator'] as const;
export type Consent = (typeof consents)[number];

/** `unreachable`: connections break. `failing`: HTTP 500. `busy`: HTTP 429 with Retry-After. */
export const availabilities = ['normal', 'unreachable', 'failing', 'busy', 'slow'] as const;
export type Availability = (typeof availabilities)[number];

export function defaultBehaviour(accessTokenSeconds: number): Behaviour {
  return { accessTokenSeconds, clockOffsetSeconds: 0, consent: 'ask', availability: 'normal', milliseconds: 1000 };
}
