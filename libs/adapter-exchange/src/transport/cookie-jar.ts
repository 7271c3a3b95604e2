const maxCookies = 20;
const maxLength = 4_096;

/**
 * The cookies of one mailbox's session, by which Exchange's front end finds the mailbox's back end again (affinity).
 * They go to the one server that set them, so neither path nor domain matters.
 */
export class CookieJar {
  private readonly cookies = new Map<string, string>();

  store(setCookies: readonly string[] = []): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';');
      const [, name, value = ''] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
      if (name === undefined || pair.length > maxLength) continue;
      const removed = value === '' || attributes.some((attribute) => /^\s*max-age\s*=\s*(0|-)/i.test(attribute));
      if (removed) this.cookies.delete(name);
      else if (this.cookies.has(name) || this.cookies.size < maxCookies) this.cookies.set(name, value);
    }
  }

  clear(): void {
    this.cookies.clear();
  }

  /** The `Cookie` header, or `undefined` when there is none. */
  header(): string | undefined {
    return this.cookies.size === 0 ? undefined : [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
