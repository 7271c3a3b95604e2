import { isIP } from 'node:net';
import type { Patient } from './patient';
import { passed, type Verdict } from './verdict';

/** Whether the server's name stands for an address that may be connected to. @throws MailError */
export async function dns({ parts, endpoint }: Patient): Promise<Verdict> {
  const { address } = await parts.network.resolve(endpoint.host);
  return passed(isIP(endpoint.host) ? undefined : `${endpoint.host} is at ${address}.`);
}
