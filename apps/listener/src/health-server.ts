import { ListenerStatusReader, MailMetrics } from '@mailroom/backend';
import { type HostConfig, mayReadMetrics, metricsText } from '@mailroom/host-api';
import type { INestApplicationContext } from '@nestjs/common';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { DataSource } from 'typeorm';

interface Answer {
  status: number;
  type: string;
  text: string;
}

const json = (status: number, body: object): Answer => ({ status, type: 'application/json', text: JSON.stringify(body) });

/**
 * What watches over a listener asks here, and nothing else can be asked: `/health` (it lives), `/health/ready` (its
 * database and queue answer) and `/metrics`.
 */
export async function serveHealth(app: INestApplicationContext, config: HostConfig): Promise<Server> {
  const answers: Record<string, (request: IncomingMessage) => Promise<Answer>> = {
    '/health': () => Promise.resolve(json(200, { status: 'ok' })),
    '/health/ready': async () => {
      const checks = {
        database: app.get(DataSource).query('SELECT 1'),
        queue: app.get(ListenerStatusReader, { strict: false }).checkQueue(),
      };
      const results = await Promise.allSettled(Object.values(checks));
      const down = Object.keys(checks).filter((_, index) => results[index]?.status === 'rejected');
      return json(down.length > 0 ? 503 : 200, { status: down.length > 0 ? 'not-ready' : 'ok', down });
    },
    '/metrics': async ({ headers }) => {
      if (!mayReadMetrics(config, headers.authorization ?? '')) return json(401, { code: 'not-signed-in' });
      const text = await metricsText(app.get(MailMetrics, { strict: false }));
      return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', text };
    },
  };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://listener');
    const answer = request.method === 'GET' && Object.hasOwn(answers, pathname) ? answers[pathname] : undefined;
    const { status, type, text } = answer ? await answer(request).catch(() => json(503, { status: 'not-ready' })) : json(404, {});
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text);
  };
  const server = createServer((request, response) => void respond(request, response));
  server.listen(config.listenerPort, config.host);
  await once(server, 'listening');
  return server;
}
