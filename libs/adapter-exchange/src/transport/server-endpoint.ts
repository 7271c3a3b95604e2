import { isIP } from 'node:net';
import type { MailServer } from '@mailroom/mail-adapter';

/** The path at which every Exchange server publishes its web services. */
const servicePath = '/EWS/Exchange.asmx';

export interface ServerEndpoint {
  secure: boolean;
  /** A name or an IP literal without brackets. */
  host: string;
  port: number;
  path: string;
  /** As the `Host` header says it. */
  authority: string;
  /** For TLS's server name indication, which has no place for IP addresses. */
  serverName: string | undefined;
}

export function serverEndpoint({ address }: MailServer): ServerEndpoint {
  const url = new URL(address.includes('://') ? address : `https://${address}`);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = url.protocol === 'https:';
  return {
    secure,
    host,
    port: Number(url.port) || (secure ? 443 : 80),
    path: servicePath,
    authority: url.host,
    serverName: isIP(host) ? undefined : host,
  };
}
