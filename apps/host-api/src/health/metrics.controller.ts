import { MailMetrics, ProblemError } from '@mailroom/backend';
import { Controller, Get, Header, Headers, HttpCode, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../auth/needs';
import { HOST_CONFIG, type HostConfig } from '../config/host-config';
import { mayReadMetrics, metricsText } from './metrics-text';

/** For Prometheus. */
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
    if (!mayReadMetrics(this.config, authorization)) {
      throw new ProblemError(401, 'not-signed-in', 'The metrics need the token of METRICS_TOKEN.');
    }
    return metricsText(this.metrics);
  }
}
