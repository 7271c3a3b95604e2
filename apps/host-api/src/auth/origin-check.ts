import { ProblemError } from '@mailroom/backend';
import type { NextFunction, Request, Response } from 'express';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses writes that a page of another site sends with the user's cookie. Scripts send no Origin and are let through. */
export function originCheck(baseUrl: URL | null) {
  return (request: Request, _: Response, next: NextFunction): void => {
    const { origin, host } = request.headers;
    const isOwn = origin === undefined || origin === baseUrl?.origin || (URL.canParse(origin) && new URL(origin).host === host);
    if (READS.has(request.method) || (isOwn && request.headers['sec-fetch-site'] !== 'cross-site')) next();
    else next(new ProblemError<'cross-origin'>(403, 'cross-origin', 'Another site may not change anything here.'));
  };
}
