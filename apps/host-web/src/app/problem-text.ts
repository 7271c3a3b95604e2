import { HttpErrorResponse } from '@angular/common/http';

/** What a failed call to the CRM's own API says to a person: the problem's `detail`, and its `remedy` where there is one. */
export function problemText(error: unknown): string {
  if (error instanceof HttpErrorResponse) {
    if (error.status === 0)
      return $localize`:@@host.problem.offline:The server could not be reached. Check your network connection, then try again.`;
    const { detail, remedy, errors } = (error.error ?? {}) as { detail?: string; remedy?: string; errors?: { message: string }[] };
    const said = [detail, ...(errors ?? []).map(({ message }) => message), remedy].filter((text) => text !== undefined);
    if (said.length > 0) return said.join(' ');
  }
  return $localize`:@@host.problem.unexpected:Something went wrong on the server. Try again in a moment; if it lasts, tell your administrator.`;
}
