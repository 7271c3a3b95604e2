import { type MailMetrics } from '@mailroom/backend';
import { createHash, timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import type { HostConfig } from '../config/host-config';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** Prometheus signs in by a token; without one, only a process that nobody else can reach answers. */
export function mayReadMetrics({ metricsToken, host }: HostConfig, authorization: string): boolean {
  return metricsToken === null ? loopback.test(host) : isSame(authorization, `Bearer ${metricsToken}`);
}

/** This process's figures and the mail's, in the Prometheus text format. */
export async function metricsText(metrics: MailMetrics): Promise<string> {
  const { registry } = metrics;
  if (!registry.getSingleMetric('process_resident_memory_bytes')) {
    collectDefaultMetrics({ register: registry });
    new Gauge({
      name: 'process_cpu_seconds',
      help: 'CPU time that was used.',
      registers: [registry],
      collect() {
        const { user, system } = process.cpuUsage();
        this.set((user + system) / 1e6);
      },
    });
  }
  return metrics.text();
}

function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
