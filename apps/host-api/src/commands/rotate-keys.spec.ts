import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config/read-config';
import { TestCrm } from '../testing/test-crm';
import { rotateKeys } from './rotate-keys';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

describe('npm run rotate-keys', () => {
  const directory = mkdtempSync(join(tmpdir(), 'crm-keys-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const [old, fresh] = [key('old'), key('fresh')];
  const environment = (keys: string) => ({
    DATABASE_URL: `sqlite:${join(directory, 'crm.sqlite')}`,
    MAILROOM_ENCRYPTION_KEYS: keys,
    MAILROOM_DATA_DIR: directory,
  });
  const rotate = async (keys: string): Promise<{ isComplete: boolean; lines: string[] }> => {
    const lines: string[] = [];
    const isComplete = await rotateKeys(
      readConfig(environment(keys), () => undefined),
      (line) => lines.push(line),
    );
    return { isComplete, lines };
  };
  const clientSecret = 'the secret of an application';
  const provider = {
    ...{ name: 'Online', serviceType: 'microsoft365', serviceAddress: 'outlook.office365.com' },
    ...{ authMethod: 'oauth2', clientId: 'crm', clientSecret },
  };

  it('encrypts anew beside the running CRM, after which the old key may go', async () => {
    const before = await TestCrm.start(environment(old));
    expect((await (await before.signedIn('admin@demo.test')).call('POST', '/api/mail/providers', provider)).status).toBe(201);
    await before.close();

    const running = await TestCrm.start(environment(`${fresh},${old}`));
    const { isComplete, lines } = await rotate(`${fresh},${old}`);
    expect(isComplete).toBe(true);
    expect(lines).toContain('mail_provider.client_secret: 1 of 1 encrypted anew');
    expect(lines.at(-1)).toBe('Everything is encrypted by the key “fresh”: the other keys may be removed.');
    expect((await rotate(`${fresh},${old}`)).lines).toContain('mail_provider.client_secret: 0 of 1 encrypted anew');
    const admin = await running.signedIn('admin@demo.test');
    expect((await admin.call('GET', '/api/mail/providers')).body['items']).toMatchObject([{ hasClientSecret: true }]);
    await running.close();

    await (await TestCrm.start(environment(fresh))).close();
    await expect(TestCrm.start(environment(old))).rejects.toThrow(/The key “fresh” is not among the encryption keys/);
  });

  it('leaves the secret in no file, as it stands', () => {
    const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of files) expect(readFileSync(join(parentPath, name)).includes(clientSecret)).toBe(false);
  });

  it('says so when a key is missing that something needs', async () => {
    const { isComplete, lines } = await rotate(key('other'));
    expect(isComplete).toBe(false);
    expect(lines.join('\n')).toMatch(/mail_provider\.client_secret: 0 of 1 encrypted anew, 1 unreadable \([\w-]{36}\)/);
    expect(lines.join('\n')).not.toContain('secret of');
  });

  it('makes no database where there is none', async () => {
    const elsewhere = { ...environment(fresh), DATABASE_URL: `sqlite:${join(directory, 'elsewhere.sqlite')}` };
    await expect(
      rotateKeys(
        readConfig(elsewhere, () => undefined),
        () => undefined,
      ),
    ).rejects.toThrow(/check DATABASE_URL/);
    expect(readdirSync(directory)).not.toContain('elsewhere.sqlite');
  });
});
