import { HttpEventType } from '@angular/common/http';
import { type TestRequest } from '@angular/common/http/testing';
import { type DiagnosisLine } from '@mailroom/contract';
import { Screen } from '../testing/screen';
import { ProviderDoctor } from './provider-doctor';

const provider = { serviceType: 'exchange', serviceAddress: 'mail.contoso.example' };

describe('The set-up doctor', () => {
  let screen: Screen<ProviderDoctor>;

  const show = (inputs: { authMethod?: string; loginFormat?: string; draft?: () => object | null } = {}): void => {
    screen = Screen.show(ProviderDoctor, {
      who: 'administrator',
      inputs: { authMethod: 'basic', loginFormat: 'emailAddress', draft: () => ({ provider }), ...inputs },
    });
  };
  const start = async (): Promise<TestRequest> => {
    await screen.enter('Test mailbox’s address', 'anna@contoso.example');
    await screen.enter('Password', 'secret');
    await screen.press('Run the test');
    return screen.call('POST /api/mail/providers/diagnose');
  };
  const tell = async (request: TestRequest, lines: DiagnosisLine[]): Promise<void> => {
    const partialText = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    request.event({ type: HttpEventType.DownloadProgress, loaded: partialText.length, partialText } as never);
    await screen.settle();
  };
  const dns: DiagnosisLine[] = [
    { step: 'dns', status: 'running', durationMs: 0 },
    { step: 'dns', status: 'passed', durationMs: 12 },
  ];

  it('asks for a mailbox to test with, and for what its login format needs', async () => {
    show({ loginFormat: 'manual' });
    await screen.press('Run the test');
    expect(await screen.errorsOf('Test mailbox’s address')).toEqual(['Enter an email address such as anna@example.com.']);
    expect(await screen.errorsOf('User name')).toEqual(['Fill in this field.']);
    expect(await screen.errorsOf('Password')).toEqual(['Fill in this field.']);
    screen.http.expectNone(() => true);
  });

  it('ticks its steps one by one as the server tells them', async () => {
    show();
    const request = await start();
    expect(request.request.body).toEqual({ provider, mailbox: { emailAddress: 'anna@contoso.example', password: 'secret' } });
    await tell(request, [...dns, { step: 'tls', status: 'running', durationMs: 0 }]);
    expect(screen.text()).toContain('1 of 7 steps done');
    expect(screen.text()).toContain('Find the server (DNS) passed in 12 ms');
    expect(screen.text()).toContain('Connect securely (TLS) running');
  });

  it('says of the failed step what to do, and what was not tried after it', async () => {
    show();
    const request = await start();
    const lines: DiagnosisLine[] = [
      ...dns,
      { step: 'tls', status: 'failed', durationMs: 40, code: 'tls-expired' },
      { step: 'authentication', status: 'skipped', durationMs: 0, code: 'not-tried' },
    ];
    request.flush(lines.map((line) => JSON.stringify(line)).join('\n'));
    await screen.settle();
    expect(screen.text()).toContain('Something is wrong: Connect securely (TLS)');
    expect(screen.text()).toContain('The server’s certificate is expired or not valid yet.');
    expect(screen.text()).toContain('Ask the mail server’s administrator to renew it');
    expect(screen.text()).toContain('Sign in not tried');
  });

  it('hangs up when it is cancelled, and can be run again', async () => {
    show();
    const request = await start();
    await tell(request, dns);
    await screen.press('Cancel the test');
    expect(request.cancelled).toBe(true);
    expect(screen.text()).toContain('Cancelled after 1 of 7 steps');
    await screen.press('Run again');
    const again = await screen.call('POST /api/mail/providers/diagnose');
    again.flush(JSON.stringify({ step: 'send', status: 'passed', durationMs: 5 }));
    await screen.settle();
    expect(screen.text()).toContain('Everything works.');
  });

  it('hangs up when its screen is left', async () => {
    show();
    const request = await start();
    screen.fixture.destroy();
    expect(request.cancelled).toBe(true);
  });

  it('says why the test itself was refused', async () => {
    show();
    const problem = {
      type: 'about:blank',
      title: 'Invalid',
      status: 422,
      code: 'network-forbidden',
      detail: 'Not there.',
      remedy: 'Elsewhere.',
    };
    (await start()).flush(JSON.stringify(problem), { status: 422, statusText: 'Unprocessable' });
    await screen.settle();
    expect(screen.text()).toContain('Not there. Elsewhere.');
    expect(screen.text()).not.toContain('Everything works.');
  });

  it('asks for no password where people sign in elsewhere', async () => {
    show({ authMethod: 'oauth2', loginFormat: 'manual' });
    await screen.enter('Test mailbox’s address', 'anna@contoso.example');
    await screen.press('Run the test');
    const { request } = await screen.call('POST /api/mail/providers/diagnose');
    expect(request.body).toMatchObject({ mailbox: { emailAddress: 'anna@contoso.example' } });
  });
});
