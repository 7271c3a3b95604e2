import { TestApp } from '../testing/test-app';

describe('the lookup of email providers’ domains', () => {
  let app: TestApp;
  let head: string;
  let branch: string;
  beforeEach(async () => {
    app = await TestApp.start();
    head = await provider({ name: 'Head office', domains: ['example.com'] });
    branch = await provider({ name: 'Branch', domains: [] });
  });
  afterEach(() => app.close());

  const provider = async (fields: object): Promise<string> => {
    const body = { serviceType: 'exchange', serviceAddress: 'mail.example.com', ...fields };
    return String((await app.call('admin', 'POST', '/providers', body)).body['id']);
  };
  const add = (domain: string, providerId = branch) => app.call('admin', 'POST', '/provider-domains', { domain, providerId });
  const list = async (query = '') => (await app.call('anna', 'GET', `/provider-domains${query}`)).body;
  const match = async (emailAddress: string) => {
    const { body } = await app.call('anna', 'GET', `/provider-match?emailAddress=${encodeURIComponent(emailAddress)}`);
    return (body['provider'] as { name: string } | null)?.name ?? null;
  };

  it('shows each domain as it is compared and as people write it, with its provider’s name', async () => {
    expect(await add(' @MÜLLER.example ')).toMatchObject({
      status: 201,
      body: { domain: 'xn--mller-kva.example', unicodeDomain: 'müller.example', providerId: branch, providerName: 'Branch' },
    });
    expect(await list()).toMatchObject({
      items: [
        { domain: 'example.com', unicodeDomain: 'example.com', providerId: head, providerName: 'Head office' },
        { domain: 'xn--mller-kva.example', unicodeDomain: 'müller.example', providerName: 'Branch' },
      ],
      nextCursor: null,
    });
  });

  it('is paged in alphabetical order, each domain once', async () => {
    for (const domain of ['d.example', 'b.example', 'c.example', 'a.example']) await add(domain);
    const seen: string[] = [];
    let cursor: unknown = '';
    do {
      const page = await list(`?limit=2${cursor === '' ? '' : `&cursor=${String(cursor)}`}`);
      seen.push(...(page['items'] as { domain: string }[]).map(({ domain }) => domain));
      cursor = page['nextCursor'];
    } while (cursor !== null);
    expect(seen).toEqual(['a.example', 'b.example', 'c.example', 'd.example', 'example.com']);
    expect(await list(`?providerId=${head}`)).toMatchObject({ items: [{ domain: 'example.com' }] });
  });

  it('finds a provider whatever the address’s letter case or script, and not by a domain above or below', async () => {
    await add('müller.example');
    for (const address of ['anna@müller.example', 'anna@MÜLLER.EXAMPLE', 'anna@xn--mller-kva.example', 'anna@XN--MLLER-KVA.example']) {
      expect(await match(address)).toBe('Branch');
    }
    expect(await match('anna@Example.COM')).toBe('Head office');
    for (const address of ['anna@sub.example.com', 'anna@notexample.com', 'anna@mueller.example']) {
      expect(await match(address)).toBe(null);
    }
  });

  it('gives no domain to a second provider, and names the one that has it', async () => {
    const taken = { code: 'domain-taken', domain: 'example.com', providerId: head, providerName: 'Head office' };
    expect(await add('EXAMPLE.com')).toMatchObject({ status: 409, body: { ...taken, errors: [{ path: 'domain', code: 'domain-taken' }] } });
    const second = { name: 'Second', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['new.example', 'example.com'] };
    const refused = await app.call('admin', 'POST', '/providers', second);
    expect(refused).toMatchObject({ status: 409, body: { ...taken, errors: [{ path: 'domains' }] } });
    expect(await app.call('admin', 'PATCH', `/providers/${branch}`, { domains: ['example.com'] })).toMatchObject({
      status: 409,
      body: taken,
    });
    expect(await match('anna@new.example')).toBe(null);
  });

  it('gives a domain to one of two who ask at once', async () => {
    const answers = await Promise.all([add('new.example', head), add('new.example', branch)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'domain-taken' });
  });

  it('refuses what is no domain, and a provider that is not there', async () => {
    expect(await add('not a domain')).toMatchObject({ status: 422, body: { errors: [{ path: 'domain', code: 'invalid-domain' }] } });
    expect(await add('a.example', '019a0000-0000-7000-8000-000000000000')).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'providerId', code: 'provider-unknown' }] },
    });
  });

  it('forgets a domain, and one provider’s when it is deleted', async () => {
    const { body } = await add('new.example');
    expect((await app.call('admin', 'DELETE', `/provider-domains/${String(body['id'])}`)).status).toBe(204);
    expect((await app.call('admin', 'DELETE', `/provider-domains/${String(body['id'])}`)).status).toBe(404);
    expect((await app.call('admin', 'DELETE', `/providers/${head}`)).status).toBe(204);
    expect(await list()).toEqual({ items: [], nextCursor: null });
  });
});
