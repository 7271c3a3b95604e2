import * as z from 'zod';
import { isHostName } from './address-text';
import { ruleCode } from './problem-codes';

export type ServiceAddressProblem = 'empty' | 'credentials' | 'path' | 'scheme' | 'host';

const messages: Record<ServiceAddressProblem, string> = {
  empty: 'Enter the mail server’s address, such as example.exchange.com.',
  credentials: 'Remove the user name and password from the address; they are asked for elsewhere.',
  path: 'Enter the server’s name only: the path is always /EWS/Exchange.asmx.',
  scheme: 'Enter the server’s name without a scheme, or with https://.',
  host: 'This is not a server name. Enter one such as example.exchange.com.',
};

const ipv6Literal = /^\[[\da-f:]+\]$/;

/**
 * Understands what people paste as an Exchange server's address: a bare host, a port, an `https://` URL, a trailing
 * `/EWS/Exchange.asmx`. Gives `host` or `host:port`; `http://host:port` when plain HTTP was asked for by name
 * (whether that is allowed is the server's to decide).
 */
export function normaliseServiceAddress(input: string): { address: string } | { problem: ServiceAddressProblem } {
  const text = input.trim();
  if (text === '') return { problem: 'empty' };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? 'https';
  if (scheme !== 'https' && scheme !== 'http') return { problem: 'scheme' };
  const rest = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  if (/[\s\\]/.test(rest) || !URL.canParse(`${scheme}://${rest}`)) return { problem: 'host' };
  const url = new URL(`${scheme}://${rest}`);
  if (url.username !== '' || url.password !== '' || rest.split('/')[0]?.includes('@')) return { problem: 'credentials' };
  if (!/^\/?(ews(\/(exchange\.asmx\/?)?)?)?$/i.test(url.pathname) || url.search !== '' || url.hash !== '') return { problem: 'path' };
  const host = url.hostname.replace(/\.$/, '');
  if ((!isHostName(host) && !ipv6Literal.test(host)) || url.port === '0') return { problem: 'host' };
  const address = url.port === '' ? host : `${host}:${url.port}`;
  return { address: scheme === 'http' ? `http://${address}` : address };
}

export const serviceAddressSchema = z
  .string()
  .max(300)
  .transform((text, context): string => {
    const result = normaliseServiceAddress(text);
    if ('address' in result) return result.address;
    context.issues.push({
      code: 'custom',
      input: text,
      message: messages[result.problem],
      params: ruleCode(`service-address-${result.problem}`),
    });
    return z.NEVER;
  });
