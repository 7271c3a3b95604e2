import { HttpErrorResponse } from '@angular/common/http';
import { isProblem, type Problem } from '@mailroom/contract';
import { localizeProblem } from '../i18n/localize-problem';

/**
 * What a failed call says to a person, in their language: the API's problem+json, or one of our own for what never
 * reached it (`offline`) or did not come from it (`unexpected-answer`, such as a proxy's error page).
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpErrorResponse) {
    const body = bodyOf(error);
    if (isProblem(body)) return localizeProblem(body);
    if (error.status === 0) return offline();
    return unexpected(error.status);
  }
  return unexpected(0);
}

/** A call that expects text brings a problem as text, too. */
function bodyOf({ error }: HttpErrorResponse): unknown {
  if (typeof error !== 'string') return error;
  try {
    return JSON.parse(error);
  } catch {
    return null;
  }
}

function offline(): Problem {
  return {
    type: 'about:blank',
    title: $localize`:@@mailroom.problem.offline.title:No connection`,
    status: 0,
    code: 'offline',
    detail: $localize`:@@mailroom.problem.offline.detail:The CRM’s server could not be reached.`,
    remedy: $localize`:@@mailroom.problem.offline.remedy:Check your network connection, then try again.`,
  };
}

function unexpected(status: number): Problem {
  return {
    type: 'about:blank',
    title: $localize`:@@mailroom.problem.unexpected.title:Something went wrong`,
    status,
    code: 'unexpected-answer',
    detail: $localize`:@@mailroom.problem.unexpected.detail:The CRM’s server gave an answer that could not be understood (status ${status}:status:).`,
    remedy: $localize`:@@mailroom.problem.unexpected.remedy:Try again in a moment. If it lasts, tell your administrator.`,
  };
}
