/** Placeholder replaced below. */
export class Subscriptions {}
