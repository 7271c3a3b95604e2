import { readFile } from 'node:fs/promises';
import { Program } from './program';

/** The one JSON line that the identity simulator prints when it is ready. */
interface Ready {
  issuer: string;
  ca: string;
  control: string;
}

export interface IdentityProviderOptions {
  /** Who can sign in: `address` or `address:password`. */
  users: readonly string[];
  /** Where the application may send people back to. */
  redirectUri: string;
  args?: readonly string[];
}

/** The simulated sign-in service in a process of its own, with its control interface. */
export class IdentityProvider {
  static readonly clientId = 'mailroom';
  static readonly clientSecret = 'test-bed-client-secret';
  /** Of every person without another one. */
  static readonly password = 'secret';

  private constructor(
    private readonly program: Program,
    private readonly ready: Ready,
  ) {}

  static async start({ users, redirectUri, args = [] }: IdentityProviderOptions): Promise<IdentityProvider> {
    const { program, line } = await Program.start(
      'tools/identity-simulator/dist/main.js',
      [
        ...users.flatMap((user) => ['--user', user]),
        ...['--redirect-uri', redirectUri, '--client-id', IdentityProvider.clientId, '--client-secret', IdentityProvider.clientSecret],
        ...args,
      ],
      {},
      (text) => text.startsWith('{'),
    );
    return new IdentityProvider(program, JSON.parse(line) as Ready);
  }

  get issuer(): string {
    return this.ready.issuer;
  }

  /** The file (PEM) that the simulated Exchange server verifies the issuer by: its option `--oauth-ca`. */
  get caPath(): string {
    return this.ready.ca;
  }

  certificateAuthority(): Promise<string> {
    return readFile(this.ready.ca, 'utf8');
  }

  /** Ends a person's refresh tokens; access tokens stay good until they expire. */
  async revoke(address: string): Promise<void> {
    await this.control('POST', `/users/${encodeURIComponent(address)}/revoke`, { why: 'revoked' });
  }

  /** Puts another secret in the place of the application's. */
  async replaceSecret(secret: string): Promise<void> {
    await this.control('PATCH', `/applications/${IdentityProvider.clientId}`, { secret });
  }

  async stop(): Promise<void> {
    await this.program.stop();
  }

  private async control(method: string, route: string, body: object): Promise<void> {
    const response = await fetch(this.ready.control + route, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
  }
}
