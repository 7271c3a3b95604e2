import { type TestApp, type UserName } from './test-app';
import { untilSo } from './until-so';

export const redirectUri = 'https://crm.example.com/api/mail/oauth/callback';
export const clientSecret = 'the-secret-of-the-CRM';

/** Where people sign in: the issuer's address, and the authorities (PEM) that it and the mail server are trusted by. */
interface Services {
  issuer: string;
  serviceAddress: string;
  trustedCertificate: string;
}

export interface SignInUnderWay {
  authorizationUrl: string;
  /** What a browser sends back. */
  cookie: string;
}

interface Visitor {
  cookie?: string;
  user?: UserName;
  /** As a browser does when it opens a page. */
  accept?: string;
}

/** A CRM with an email provider of OAuth 2.0, called as browsers and scripts call it. */
export class OAuthCrm {
  constructor(
    readonly app: TestApp,
    readonly providerId: string,
  ) {}

  static async with(app: TestApp, { issuer, serviceAddress, trustedCertificate }: Services): Promise<OAuthCrm> {
    const body = {
      ...{ name: 'Example', serviceType: 'exchange', authMethod: 'oauth2', domains: ['example.com'] },
      ...{ serviceAddress, trustedCertificate, clientId: 'crm', clientSecret, authority: issuer },
    };
    const created = await app.call('admin', 'POST', '/providers', body);
    if (created.status !== 201) throw new Error(created.text);
    return new OAuthCrm(app, String(created.body['id']));
  }

  async begin(path = '/accounts', body: object = { emailAddress: 'anna@example.com' }, user: UserName = 'anna'): Promise<SignInUnderWay> {
    const { status, body: answer, headers, text } = await this.app.call(user, 'POST', path, body);
    if (status !== 200) throw new Error(text);
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
    return { authorizationUrl: String(answer['authorizationUrl']), cookie };
  }

  /** Opens the address that the sign-in service sends the browser to. */
  async comeBack(
    address: URL,
    { cookie, user, accept = '*/*' }: Visitor = {},
  ): Promise<{ status: number; code: unknown; location: URL | null }> {
    const response = await fetch(this.app.url(`/oauth/callback${address.search}`), {
      redirect: 'manual',
      headers: { accept, ...(cookie !== undefined && { cookie }), ...(user && { 'x-user': user }) },
    });
    const text = await response.text();
    const location = response.headers.get('location');
    return {
      status: response.status,
      code: text.startsWith('{') ? (JSON.parse(text) as { code: unknown }).code : undefined,
      location: location === null ? null : new URL(location),
    };
  }

  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
    return this.app.dataSource.query<Row[]>(sql);
  }

  until(isSo: () => Promise<boolean>): Promise<void> {
    return untilSo(this.app, 'anna', isSo);
  }

  async untilPhase(phase: string): Promise<void> {
    await this.until(async () => (await this.rows(`SELECT 1 FROM mail_account WHERE phase = '${phase}'`)).length === 1);
  }
}
