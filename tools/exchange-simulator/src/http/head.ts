import { randomUUID } from 'node:crypto';
import { type OutgoingHttpHeaders, type ServerResponse } from 'node:http';

/**
 * Begins an answer. Every one names the front end and the request, and the client's own name for it where that is asked for. The headers
 * are given all at once, as `setHeader` would make every answer a tenth dearer.
 */
export function writeHead(response: ServerResponse, status: number, headers: OutgoingHttpHeaders = {}): void {
  const asked = response.req.headers;
  const correlation = asked['return-client-request-id'] === 'true' ? { 'client-request-id': asked['client-request-id'] ?? '' } : undefined;
  response.writeHead(status, { 'request-id': randomUUID(), 'X-FEServer': 'LOCALHOST', ...correlation, ...headers });
}
