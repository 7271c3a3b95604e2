/** `npm start`: the reference CRM over a simulated mail server, with an organisation that has been using it for a while. */
import { ApiProblem } from '@mailroom/test-bed';
import { Host } from './host';
import { MailServer } from './mail-server';
import { setUpOrganisation } from './organisation';
import { readSettings } from './settings';
import { welcome } from './welcome';

async function main(): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  const settings = readSettings(process.env);
  const server = await MailServer.start(settings);
  try {
    const host = await Host.start(settings.environment, stop.signal);
    if (!host) return stop.signal.aborted ? 0 : 1;
    await setUpOrganisation(host.origin, server, settings).catch((error: unknown) => {
      if (!stop.signal.aborted) console.warn(explained(error));
    });
    console.log(`${welcome(host.origin, server, settings)}\n${host.readyMessage}`);
    const code = await host.ended;
    return stop.signal.aborted ? 0 : code;
  } finally {
    await server.stop();
  }
}

function explained(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  const advice =
    error instanceof ApiProblem && error.problem.status === 401
      ? 'A password was changed since the first start; sign in with the new one. MAILROOM_DEMO_PASSWORD only matters to the first start.'
      : 'The CRM runs, but without all of the demo. Delete the data directory to begin anew.';
  return `The demo could not be set up. ${reason}\n${advice}`;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
