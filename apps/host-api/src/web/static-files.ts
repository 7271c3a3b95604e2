import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Serves the built user interface; a path of its router gets the page itself. */
export function serveStaticFiles(app: NestExpressApplication, directory: string): void {
  const index = join(directory, 'index.html');
  if (!existsSync(index)) return;
  app.useStaticAssets(directory, { index: false, immutable: true, maxAge: '1y', setHeaders: keepFresh });
  app.use((request: Request, response: Response, next: NextFunction): void => {
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') && !/^\/api(\/|$)/.test(request.path) && extname(request.path) === '';
    if (isPage) response.sendFile(index, { headers: { 'Cache-Control': 'no-cache' } });
    else next();
  });
}

/** Only files whose name holds their hash never change. */
function keepFresh(response: Response, path: string): void {
  if (!/-(?:[A-Z0-9]{8}|[a-z0-9]{8})\.\w+$/.test(path)) response.setHeader('Cache-Control', 'no-cache');
}
