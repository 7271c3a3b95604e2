import type { Discovery } from '@mailroom/contract';
import type { DiscoverOptions, NetworkPolicy } from '@mailroom/mail-adapter';
import { type Ports, usualPorts } from './place';
import { Search } from './search';

export interface DiscoveryParts {
  network: NetworkPolicy;
  userAgent: string;
  ports?: Ports;
}

/** In milliseconds, of a whole search: whoever asked looks at the screen. */
const longestSearch = 14_000;

/** Autodiscover, as `MailAdapter.discover` promises; `limitMs` bounds it more tightly. */
export async function discover(
  { network, userAgent, ports = usualPorts }: DiscoveryParts,
  emailAddress: string,
  { signal: ended, limitMs = longestSearch, credentials, trustedCertificate = null }: DiscoverOptions & { limitMs?: number } = {},
): Promise<Discovery> {
  const signal = AbortSignal.any([AbortSignal.timeout(limitMs), ...(ended ? [ended] : [])]);
  const search = new Search({ network, userAgent, ports, credentials, trustedCertificate, signal }, emailAddress);
  const proposal = await search.run();
  ended?.throwIfAborted();
  return { proposal, attempts: search.attempts };
}
