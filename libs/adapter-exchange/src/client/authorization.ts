import type { Credentials } from '@mailroom/mail-adapter';
import type { HttpRequest, HttpResponse, HttpTransport } from '../transport/http-transport';
import { readAway } from '../transport/response-body';

/**
 * Sends a request with what proves the login: Basic in UTF-8 (RFC 7617), a connection that is signed in by NTLM, or a
 * bearer token (RFC 6750).
 * @throws MailError as `HttpTransport.post`; `authentication-failed` when there is no token
 */
export async function postSignedIn(transport: HttpTransport, credentials: Credentials, request: HttpRequest): Promise<HttpResponse> {
  if (credentials.kind === 'token') return postWithToken(transport, credentials, request);
  const { method, login, password } = credentials;
  if (method === 'ntlm') return transport.post({ ...request, ntlm: { login, password } });
  const pair = Buffer.from(`${login}:${password}`).toString('base64');
  return transport.post(withAuthorization(request, `Basic ${pair}`));
}

/** A token that is refused may have expired, or been revoked, a moment ago: another one is asked for, once. */
async function postWithToken(
  transport: HttpTransport,
  { tokens }: Extract<Credentials, { kind: 'token' }>,
  request: HttpRequest,
): Promise<HttpResponse> {
  const token = await tokens.token({ signal: request.signal });
  const response = await transport.post(withAuthorization(request, `Bearer ${token}`));
  if (response.status !== 401) return response;
  const another = await tokens.token({ signal: request.signal, refused: token });
  if (another === token) return response;
  await readAway(response.body);
  return transport.post(withAuthorization(request, `Bearer ${another}`));
}

function withAuthorization(request: HttpRequest, authorization: string): HttpRequest {
  return { ...request, headers: { ...request.headers, Authorization: authorization } };
}
