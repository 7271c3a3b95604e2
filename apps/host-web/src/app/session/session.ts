import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';

/** The signed-in user, as `GET /api/auth/me` answers. */
export interface User {
  id: string;
  email: string;
  displayName: string;
  systemOperations: string[];
}

/** Who is signed in. The session itself is a cookie that scripts cannot read. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly http = inject(HttpClient);
  private readonly signedIn = signal<User | null>(null);

  readonly user = this.signedIn.asReadonly();
  readonly systemOperations = computed(() => this.signedIn()?.systemOperations ?? []);

  /** Takes up the session that the browser may still have a cookie of. */
  async restore(): Promise<void> {
    try {
      this.signedIn.set(await firstValueFrom(this.http.get<User>('/api/auth/me')));
    } catch {
      this.signedIn.set(null);
    }
  }

  async signIn(email: string, password: string): Promise<void> {
    await firstValueFrom(this.http.post('/api/auth/login', { email, password }));
    this.signedIn.set(await firstValueFrom(this.http.get<User>('/api/auth/me')));
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.post('/api/auth/logout', {}));
    this.signedIn.set(null);
  }

  /** The server knows the session no longer. */
  expire(): void {
    this.signedIn.set(null);
  }
}
