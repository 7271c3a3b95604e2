import { lookup } from 'node:dns/promises';
import type { RunningSimulator } from '@mailroom/exchange-simulator';
import type { MailboxTarget, NetworkPolicy } from '@mailroom/mail-adapter';
