/** A server's Autodiscover, in one of its two forms. */
export interface Place {
  method: 'soap' | 'pox';
  url: URL;
  /** Whether the address's own domain has led here over TLS: a password may be shown then, if it is asked for. */
  isTrusted: boolean;
}

/** Other than the usual ones, where a test's servers cannot have those. */
export interface Ports {
  https: number;
  http: number;
}

export const usualPorts: Ports = { https: 443, http: 80 };

const paths = { soap: '/autodiscover/autodiscover.svc', pox: '/autodiscover/autodiscover.xml' } as const;

/** Both forms at one server, the newer one first. */
export function placesAt(host: string, port: number, isTrusted: boolean): Place[] {
  return (['soap', 'pox'] as const).map((method) => ({ method, url: new URL(`https://${host}:${port}${paths[method]}`), isTrusted }));
}

/** The servers that MS-OXDISCO 3.1.5.2 derives from the domain, as "HTTPS POST". */
export function hostsOf(domain: string): string[] {
  return [domain, `autodiscover.${domain}`];
}

/** Where a server may say, without TLS, which server to ask: MS-OXDISCO 3.1.5.3, "HTTP GET". */
export function plainUrl(domain: string, { http }: Ports): URL {
  return new URL(`http://autodiscover.${domain}:${http}${paths.pox}`);
}

/** A place that an answer names; `null` when it is not to be followed: only TLS proves who answers there. */
export function placeOf(target: string, from: Pick<Place, 'isTrusted' | 'url'>): Place | null {
  if (!URL.canParse(target, from.url.href)) return null;
  const url = new URL(target, from.url.href);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return { method: url.pathname.toLowerCase().endsWith('.svc') ? 'soap' : 'pox', url, isTrusted: from.isTrusted };
}
