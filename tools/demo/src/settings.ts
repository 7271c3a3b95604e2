import path from 'node:path';

/** What `npm start` is told by its environment; the host checks the rest. */
export interface DemoSettings {
  /** Of the CRM. */
  port: number;
  /** Of the simulated mail server: as good as always the same, since the CRM has it stored. */
  simulatorPort: number;
  /** Holds what the demo keeps: the mail server's mailboxes and certificate. */
  directory: string;
  /** Of the three users. */
  userPassword: string;
  /** Of every mailbox. */
  mailboxPassword: string;
  /** For the host's process. */
  environment: NodeJS.ProcessEnv;
}

const defaultPort = 3000;
/** So that several demos on one machine do not meet. */
const simulatorPortOffset = 443;
const loopback = '127.0.0.0/8,::1/128';

/** As the host does, an empty variable counts as absent. */
export function readSettings(environment: NodeJS.ProcessEnv): DemoSettings {
  const port = Number(environment['PORT'] || defaultPort);
  const userPassword = environment['MAILROOM_DEMO_PASSWORD'] || 'mailroom-demo';
  const allowed = [environment['MAILROOM_ALLOWED_NETWORKS'], loopback].filter(Boolean).join();
  return {
    port,
    simulatorPort: Number(environment['SIMULATOR_PORT'] || (port && port + simulatorPortOffset)),
    directory: path.resolve(environment['MAILROOM_DATA_DIR'] || 'data', 'demo'),
    userPassword,
    mailboxPassword: 'secret',
    environment: { ...environment, MAILROOM_DEMO_PASSWORD: userPassword, MAILROOM_ALLOWED_NETWORKS: allowed },
  };
}
