import { type IncomingHttpHeaders, type OutgoingHttpHeaders, STATUS_CODES } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/** What a person sees: a page of the provider, or the address outside of it that they were sent to. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  /** '' outside of the provider, which is not gone to. */
  readonly html: string;
}

/** Where a browser connects to, whatever name an address has; and the authority that it trusts. */
export interface Provider {
  readonly origin: string;
  readonly ca: string;
}

/** Who signs in, and what they answer when they are asked for permission. */
export interface Person {
  readonly address: string;
  readonly password?: string | undefined;
  readonly consent?: 'Accept' | 'Cancel' | undefined;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

const mostRedirects = 10;

/** A browser without a screen or scripts, for tests that sign in: keeps cookies, follows redirects, fills forms in by their labels. */
export class PlainBrowser {
  private readonly cookies = new Map<string, Cookie>();

  constructor(private readonly provider: Provider) {}

  /** Opens an address, up to the page where the redirects end or leave the provider. */
  async open(address: string | URL, form?: URLSearchParams): Promise<Page> {
    const start = new URL(address);
    let url = start;
    let body = form;
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const { status, headers, html } = await this.send(url, body);
      if (headers.location === undefined) return { url, status, html };
      url = new URL(headers.location, url);
      body = undefined;
      if (url.origin !== start.origin) return { url, status, html: '' };
    }
    throw new Error(`${start.href} leads from one address to the next without end.`);
  }

  /** Fills the page's fields in, by their labels, and presses a button. */
  async press(page: Page, button: string, fields: Readonly<Record<string, string>> = {}): Promise<Page> {
    const form = new URLSearchParams();
    for (const input of page.html.matchAll(/<input\b[^>]*>/g)) form.set(attribute(input[0], 'name'), attribute(input[0], 'value'));
    for (const [label, value] of Object.entries(fields)) {
      const id = find(page, new RegExp(`<label for="([^"]*)">${label}</label>`), `a field "${label}"`);
      form.set(attribute(find(page, new RegExp(`(<input id="${id}"[^>]*>)`), `a field ${id}`), 'name'), value);
    }
    form.set('action', attribute(find(page, new RegExp(`(<button[^>]*>)${button}</button>`), `a button "${button}"`), 'value'));
    return this.open(page.url, form);
  }

  /** Goes through every step that a person has to. Answers the page at the end, which mostly is outside of the provider. */
  async signIn(authorizationUrl: string, { address, password = 'secret', consent = 'Accept' }: Person): Promise<Page> {
    const asked = await this.press(await this.open(authorizationUrl), 'Next', { 'Email address': address });
    const entered = await this.press(asked, 'Sign in', { Password: password });
    return entered.html.includes('<h1>Permissions requested</h1>') ? this.press(entered, consent) : entered;
  }

  private async send(url: URL, form: URLSearchParams | undefined): Promise<{ status: number; headers: IncomingHttpHeaders; html: string }> {
    const headers: OutgoingHttpHeaders = { Host: url.host, Accept: 'text/html', Cookie: this.cookiesFor(url) };
    if (form) headers['Content-Type'] = 'application/x-www-form-urlencoded';
    const response = await new Promise<{ status: number; headers: IncomingHttpHeaders; html: string }>((resolve, reject) => {
      const method = form ? 'POST' : 'GET';
      const options = { method, headers, ca: this.provider.ca, servername: 'localhost', agent: false };
      request(new URL(url.pathname + url.search, this.provider.origin), options, (answer) => {
        text(answer).then((html) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, html }), reject);
      })
        .on('error', reject)
        .end(form?.toString());
    });
    for (const cookie of response.headers['set-cookie'] ?? []) this.keep(cookie);
    return response;
  }

  private cookiesFor(url: URL): string {
    const sent = [...this.cookies].filter(([, { path }]) => url.pathname.startsWith(path));
    return sent.map(([name, { value }]) => `${name}=${value}`).join('; ');
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const path = /;\s*path=([^;]*)/i.exec(line)?.[1] ?? '/';
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, { value, path });
  }
}

function find({ url, status, html }: Page, pattern: RegExp, what: string): string {
  const found = pattern.exec(html)?.[1];
  if (found === undefined) throw new Error(`${url.pathname} (${status} ${STATUS_CODES[status] ?? ''}) has not ${what}: ${html}`);
  return found;
}

function attribute(tag: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}
