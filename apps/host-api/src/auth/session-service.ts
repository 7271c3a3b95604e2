import { ProblemError } from '@mailroom/backend';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { createHash, randomBytes } from 'node:crypto';
import { LessThan, type Repository } from 'typeorm';
import type { UserEntity } from '../users/user.entity';
import { UserRepository } from '../users/user-repository';
import { SessionEntity } from './session.entity';

export const SESSION_COOKIE = 'crm_session';
export const SESSION_MS = 7 * 24 * 60 * 60 * 1000;

/** What of a request says who sent it. */
export interface RequestWithCookies {
  headers: { cookie?: string };
}

@Injectable()
export class SessionService {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    private readonly users: UserRepository,
  ) {}

  /** @returns the token for the cookie */
  async begin(user: UserEntity): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.sessions.delete({ expiresAt: LessThan(Date.now()) });
    await this.sessions.insert({ tokenSha256: sha256(token), userId: user.id, expiresAt: Date.now() + SESSION_MS });
    return token;
  }

  /** Who is signed in, if anybody. */
  async userOf(request: RequestWithCookies): Promise<UserEntity | null> {
    const token = sessionToken(request);
    const session = token === null ? null : await this.sessions.findOneBy({ tokenSha256: sha256(token) });
    return session && Number(session.expiresAt) > Date.now() ? this.users.find(session.userId) : null;
  }

  /** @throws ProblemError 401 `not-signed-in` */
  async signedInUser(request: RequestWithCookies): Promise<UserEntity> {
    const user = await this.userOf(request);
    if (!user) throw new ProblemError(401, 'not-signed-in', 'You are not signed in.', { remedy: 'Sign in and try again.' });
    return user;
  }

  async end(request: RequestWithCookies): Promise<void> {
    const token = sessionToken(request);
    if (token !== null) await this.sessions.delete({ tokenSha256: sha256(token) });
  }

  async endAll(userId: string): Promise<void> {
    await this.sessions.delete({ userId });
  }
}

function sessionToken({ headers: { cookie = '' } }: RequestWithCookies): string | null {
  for (const pair of cookie.split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === SESSION_COOKIE && value) return value;
  }
  return null;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
