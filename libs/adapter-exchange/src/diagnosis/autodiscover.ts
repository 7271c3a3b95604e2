import { discover } from '../discovery/discover';
import type { Patient } from './patient';
import { passed, type Verdict, verdict } from './verdict';

/** In milliseconds: it is nice to know, and the steps after it need their time. */
const longestSearch = 4_000;

/** Whether the mailbox's domain leads to the same server. Nothing depends on it, so it never fails. */
export async function autodiscover({ parts, target, options: { signal } }: Patient): Promise<Verdict> {
  const { address, trustedCertificate } = target.server;
  const bounds = { trustedCertificate, signal, limitMs: longestSearch };
  const { proposal } = await discover(parts, target.mailboxAddress, bounds);
  if (!proposal) return verdict('skipped', 'autodiscover-not-found');
  const { serviceAddress } = proposal;
  if (serviceAddress.toLowerCase() === address.toLowerCase()) return passed();
  return verdict('passed', 'autodiscover-elsewhere', `The domain names ${serviceAddress} as the mail server, not ${address}.`);
}
