import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type ListenerStatus, routes } from '@mailroom/contract';
import { type Observable } from 'rxjs';
import { Mailroom } from './mailroom';

/** Asks whether a listener watches the mailboxes. */
@Injectable({ providedIn: 'root' })
export class ListenerApi {
  private readonly http = inject(HttpClient);
  private readonly mailroom = inject(Mailroom);

  status(): Observable<ListenerStatus> {
    return this.http.get<ListenerStatus>(this.mailroom.url(routes.listener));
  }
}
