import { Inject, Injectable } from '@nestjs/common';
import { MailError, type NetworkPolicy, type ServiceRecord } from '@mailroom/mail-adapter';
import ipaddr from 'ipaddr.js';
import { lookup, Resolver } from 'node:dns/promises';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Ranges as ipaddr.js names them. Private ones are allowed: that is where an organisation's own Exchange stands. */
const REACHABLE_RANGES = new Set(['unicast', 'private', 'uniqueLocal', 'carrierGradeNat']);

const SERVICE_LOOKUP_MS = 2_000;

/** Clouds' metadata services that stand in ranges which are otherwise allowed. */
const METADATA_ADDRESSES = new Set(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '192.0.0.192', 'fd20:ce::254']);

/**
 * The one gate of outgoing connections. A name is looked up once and the address that was judged is the one that is
 * connected to, so that a second answer of the name server cannot lead elsewhere.
 */
@Injectable()
export class OutgoingNetwork implements NetworkPolicy {
  private readonly allowed: ReturnType<typeof ipaddr.parseCIDR>[];

  constructor(@Inject(MAILROOM_OPTIONS) options: Pick<MailroomOptions, 'allowedNetworks'>) {
    this.allowed = options.allowedNetworks.map((network) => ipaddr.parseCIDR(network));
  }

  async resolve(host: string): Promise<{ address: string; family: 4 | 6 }> {
    const addresses = await addressesOf(host);
    const chosen = addresses.find((address) => this.isReachable(address));
    if (!chosen) {
      const found = addresses.map(String).join(', ');
      throw new MailError('network-forbidden', {
        message: `“${host}” is at ${found}, which is in a network that the CRM does not connect to.`,
      });
    }
    return { address: chosen.toString(), family: chosen.kind() === 'ipv4' ? 4 : 6 };
  }

  /** Where the records lead is judged when it is connected to. */
  async services(name: string): Promise<ServiceRecord[]> {
    try {
      const records = await new Resolver({ timeout: SERVICE_LOOKUP_MS, tries: 1 }).resolveSrv(name);
      records.sort((a, b) => a.priority - b.priority || b.weight - a.weight);
      return records.map(({ name: host, port }) => ({ host: host.toLowerCase(), port }));
    } catch {
      return [];
    }
  }

  allowsPlainHttp(address: string): boolean {
    return ipaddr.isValid(address) && this.isAllowedExplicitly(ipaddr.process(address));
  }

  private isReachable(address: Address): boolean {
    if (this.isAllowedExplicitly(address)) return true;
    return REACHABLE_RANGES.has(address.range()) && !METADATA_ADDRESSES.has(address.toString()) && !isIPv4Compatible(address);
  }

  private isAllowedExplicitly(address: Address): boolean {
    return this.allowed.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits));
  }
}

/** `::a.b.c.d`, an IPv4 address in a notation of IPv6 that nothing uses any more (RFC 4291, 2.5.5.1). */
function isIPv4Compatible(address: Address): boolean {
  return 'parts' in address && address.parts.slice(0, 6).every((part) => part === 0);
}

/** The addresses of a name, or the literal itself in any notation that a resolver understands (`0x7f.1`, `2130706433`). */
async function addressesOf(host: string): Promise<Address[]> {
  if (ipaddr.isValid(host)) return [ipaddr.process(host)];
  try {
    const found = await lookup(host, { all: true });
    return found.map(({ address }) => ipaddr.process(address));
  } catch (cause) {
    // A name server that does not answer now must not stop a mailbox until a person comes.
    const isPassing = (cause as NodeJS.ErrnoException).code === 'EAI_AGAIN';
    if (isPassing) throw new MailError('unavailable', { message: `The name “${host}” could not be looked up just now.`, cause });
    throw new MailError('host-not-found', { message: `No server named “${host}” was found.`, cause });
  }
}
