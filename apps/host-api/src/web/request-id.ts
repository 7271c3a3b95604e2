import { inLogContext } from '@mailroom/backend';
import type { NextFunction, Request, Response } from 'express';
import { randomUUID } from 'node:crypto';

/** As proxies make them; anything else might be a line of a log of its own. */
const acceptable = /^[\w.:-]{1,100}$/;

/** Gives each request an id, a proxy's own where it has one: in the answer and in every line that is logged for it. */
export function requestIds(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id') ?? '';
  const requestId = acceptable.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', requestId);
  inLogContext({ requestId }, next);
}
