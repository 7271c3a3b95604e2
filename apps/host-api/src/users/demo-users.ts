import { CAN_MANAGE_ADMINISTRATION } from '@mailroom/contract';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DEFAULT_DEMO_PASSWORD } from '../config/environment';
import { HOST_CONFIG, type HostConfig } from '../config/host-config';
import { UserRepository } from './user-repository';

const demoUsers = [
  { email: 'admin@demo.test', displayName: 'Alex Administrator', systemOperations: [CAN_MANAGE_ADMINISTRATION] },
  { email: 'anna@demo.test', displayName: 'Anna Lindqvist', systemOperations: [] },
  { email: 'ben@demo.test', displayName: 'Ben Okafor', systemOperations: [] },
];

/** Somebody to sign in as, when the database is new. */
@Injectable()
export class DemoUsers implements OnApplicationBootstrap {
  constructor(
    @Inject(HOST_CONFIG) private readonly config: HostConfig,
    private readonly users: UserRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!(await this.users.isEmpty())) return;
    const { demoPassword } = this.config;
    for (const user of demoUsers) await this.users.add({ ...user, password: demoPassword });
    const emails = demoUsers.map(({ email }) => email).join(', ');
    const password = demoPassword === DEFAULT_DEMO_PASSWORD ? `“${demoPassword}”` : 'the one in MAILROOM_DEMO_PASSWORD';
    new Logger(DemoUsers.name).log(`New database: sign in as ${emails}. Their password is ${password}.`);
  }
}
