import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { join } from 'node:path';
import { AppModule } from './app.module';
import { originCheck } from './auth/origin-check';
import { CrmLogger } from './config/crm-logger';
import type { HostConfig } from './config/host-config';
import { serveOpenApi } from './web/openapi';
import { requestIds } from './web/request-id';
import { securityHeaders } from './web/security-headers';
import { serveStaticFiles } from './web/static-files';

/** As large as an email with attachments may be, in base64. */
const BODY_LIMIT = '40mb';

const webDirectory = join(__dirname, '..', '..', 'host-web', 'dist', 'browser');

/** The whole CRM, ready to listen. */
export async function createApp(config: HostConfig): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    bodyParser: false,
    forceCloseConnections: true,
    logger: new CrmLogger(config.logLevels, config.logFormat),
  });
  app.disable('x-powered-by');
  app.use(requestIds);
  app.use(securityHeaders(config.baseUrl));
  serveStaticFiles(app, webDirectory);
  app.use(originCheck(config.baseUrl));
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.setGlobalPrefix('api');
  serveOpenApi(app);
  app.enableShutdownHooks();
  return app;
}
