import { type Gauge, MailMetrics, ProblemError } from '@mailroom/backend';
import { Controller, Get, Header, Headers, HttpCode, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Public } from '../auth/needs';
import { HOST_CONFIG, type HostConfig } from '../config/host-config';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** For Prometheus, which signs in by a token; without one, only a CRM that nobody else can reach answers. */
@ApiTags('crm')
@Controller('metrics')
@Public()
export class MetricsController {
  constructor(
    @Inject(HOST_CONFIG) private readonly config: HostConfig,
    private readonly metrics: MailMetrics,
  ) {}

  @Get()
  @HttpCode(200)
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ summary: 'Figures for Prometheus; needs METRICS_TOKEN as a bearer token unless bound to loopback' })
  async read(@Headers('authorization') authorization = ''): Promise<string> {
    const { metricsToken, host } = this.config;
    const mayRead = metricsToken === null ? loopback.test(host) : isSame(authorization, `Bearer ${metricsToken}`);
    if (!mayRead) throw new ProblemError(401, 'not-signed-in', 'The metrics need the token of METRICS_TOKEN.');
    return [...processGauges(), ...(await this.metrics.read())].map(exposition).join('');
  }
}

function processGauges(): Gauge[] {
  const { user, system } = process.cpuUsage();
  return [
    { name: 'process_cpu_seconds', help: 'CPU time that was used.', values: [{ labels: {}, value: (user + system) / 1e6 }] },
    { name: 'process_resident_memory_bytes', help: 'Memory in use.', values: [{ labels: {}, value: process.memoryUsage.rss() }] },
  ];
}

/** The Prometheus text format, version 0.0.4. Our labels hold no character that must be escaped. */
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
