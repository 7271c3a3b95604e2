import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { mailErrors, type Problem } from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';
import { STATUS_CODES } from 'node:http';
import { ProblemError } from './problem-error';

/** Answers every error as a problem document (RFC 9457); what is not meant for the caller goes to the log alone. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response = host.switchToHttp().getResponse<object>();
    const error = toProblemError(thrown);
    if (error.status >= 500) this.logger.error(`${error.code}: ${error.detail}`, thrown instanceof Error ? thrown.stack : String(thrown));
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response);
      return;
    }
    const { retryAfterSeconds } = error.options;
    if (retryAfterSeconds !== undefined) httpAdapter.setHeader(response, 'Retry-After', String(retryAfterSeconds));
    httpAdapter.setHeader(response, 'Content-Type', 'application/problem+json');
    httpAdapter.reply(response, problemDocument(error), error.status);
  }
}

function problemDocument({ status, code, detail, options }: ProblemError<string>): Problem {
  return {
    type: 'about:blank',
    title: options.title ?? STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    ...(options.remedy !== undefined && { remedy: options.remedy }),
    ...(options.errors && { errors: options.errors }),
    ...options.members,
  };
}

function toProblemError(thrown: unknown): ProblemError<string> {
  if (thrown instanceof ProblemError) return thrown as ProblemError<string>;
  if (thrown instanceof MailError) return mailProblem(thrown, statusOf(thrown));
  if (thrown instanceof HttpException) {
    const status = thrown.getStatus();
    return new ProblemError(status, kebab(STATUS_CODES[status] ?? 'error'), thrown.message);
  }
  if (isClientError(thrown)) return new ProblemError(thrown.status, kebab(STATUS_CODES[thrown.status] ?? 'error'), thrown.message);
  return new ProblemError(500, 'internal-error', 'Something went wrong on the server; its log tells more.');
}

/** A mail server's failure as a problem document: code and remedy are the mail error's own. */
export function mailProblem(error: MailError, status: number): ProblemError {
  return new ProblemError(status, error.code, error.message, {
    title: mailErrors[error.code].title,
    remedy: error.remedy,
    ...(error.retryAfterMs !== null && { retryAfterSeconds: Math.ceil(error.retryAfterMs / 1000) }),
  });
}

function statusOf(error: MailError): number {
  if (error.class === 'needs-a-person') return 422;
  if (error.class === 'repair') return 502;
  if (error.code === 'timeout') return 504;
  return error.code === 'protocol-error' ? 502 : 503;
}

/** What the HTTP framework's own middleware throws: a body that is too large, or no JSON. */
function isClientError(thrown: unknown): thrown is { status: number; message: string } {
  const { status, expose } = (thrown ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true;
}

const kebab = (phrase: string): string => phrase.toLowerCase().replaceAll(/[^a-z]+/g, '-');
