import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  makeCertificate,
  type RunningSimulator,
  type ServerCertificate,
  type SimulatorOptions,
  startSimulator,
} from '@mailroom/exchange-simulator';
import { writeMailboxes } from './mail/write-mailboxes';
import { itemIds, keepState, markAsReadBefore, restoreState } from './mail-server-state';
import type { DemoSettings } from './settings';

const unreadForMs = 3 * 24 * 3_600_000;

/** The demo's mail server: the simulated Exchange over demo mail that is written once and kept, with all that happens to it. */
export class MailServer {
  private constructor(
    private readonly simulator: RunningSimulator,
    private readonly firstItems: ReadonlySet<string>,
    private readonly stateDirectory: string,
    /** PEM, and the file that holds it. */
    readonly ca: string,
    readonly caFile: string,
  ) {}

  static async start({ directory, simulatorPort, mailboxPassword }: DemoSettings): Promise<MailServer> {
    const mail = path.join(directory, 'mail');
    const stateDirectory = path.join(directory, 'mail-server');
    const caFile = path.join(directory, 'ca.pem');
    await mkdir(directory, { recursive: true });
    await writeOnce(mail, async (unfinished) => {
      await writeMailboxes(unfinished, new Date());
    });
    const certificate = await keptCertificate(path.join(directory, 'certificate.json'));
    await writeFile(caFile, certificate.ca);
    const simulator = await startOnFreePort({ mail, port: simulatorPort, password: mailboxPassword, certificate });
    const firstItems = itemIds(simulator.store);
    if (existsSync(stateDirectory)) restoreState(simulator.store, stateDirectory);
    else markAsReadBefore(simulator.store, Date.now() - unreadForMs);
    return new MailServer(simulator, firstItems, stateDirectory, certificate.ca, caFile);
  }

  get serviceAddress(): string {
    return this.simulator.serviceAddress;
  }

  get controlUrl(): string {
    return this.simulator.controlUrl;
  }

  async stop(): Promise<void> {
    const unfinished = `${this.stateDirectory}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    keepState(this.simulator.store, this.firstItems, unfinished);
    await rm(this.stateDirectory, { recursive: true, force: true });
    await rename(unfinished, this.stateDirectory);
    await this.simulator.close();
  }
}

/** What is there is whole: it is made under another name. */
async function writeOnce(target: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  if (existsSync(target)) return;
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await write(unfinished);
  await rename(unfinished, target);
}

/** The CRM goes on trusting the server after a restart. */
async function keptCertificate(file: string): Promise<ServerCertificate> {
  await writeOnce(file, async (unfinished) => {
    await writeFile(unfinished, JSON.stringify(await makeCertificate()), { mode: 0o600 });
  });
  return JSON.parse(await readFile(file, 'utf8')) as ServerCertificate;
}

async function startOnFreePort(options: SimulatorOptions): Promise<RunningSimulator> {
  try {
    return await startSimulator(options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startSimulator({ ...options, port: 0 });
  }
}
