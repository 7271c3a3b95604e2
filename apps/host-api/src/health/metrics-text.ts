import { type Gauge, type MailMetrics } from '@mailroom/backend';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { HostConfig } from '../config/host-config';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** Prometheus signs in by a token; without one, only a process that nobody else can reach answers. */
export function mayReadMetrics({ metricsToken, host }: HostConfig, authorization: string): boolean {
  return metricsToken === null ? loopback.test(host) : isSame(authorization, `Bearer ${metricsToken}`);
}

/** This process's figures and the mail's, in the Prometheus text format, version 0.0.4. */
export async function metricsText(metrics: MailMetrics): Promise<string> {
  return [...processGauges(), ...(await metrics.read())].map(exposition).join('');
}

function processGauges(): Gauge[] {
  const { user, system } = process.cpuUsage();
  return [
    { name: 'process_cpu_seconds', help: 'CPU time that was used.', values: [{ labels: {}, value: (user + system) / 1e6 }] },
    { name: 'process_resident_memory_bytes', help: 'Memory in use.', values: [{ labels: {}, value: process.memoryUsage.rss() }] },
  ];
}

/** Our labels hold no character that must be escaped. */
function exposition({ name, help, values }: Gauge): string {
  const lines = values.map(({ labels, value }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`;
}

function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
