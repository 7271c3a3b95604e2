import { Endpoint, ProblemError, Validated } from '@mailroom/backend';
import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CookieOptions, Request, Response } from 'express';
import * as z from 'zod';
import { HOST_CONFIG, type HostConfig } from '../config/host-config';
import { isPassword } from '../users/password-hash';
import { UserRepository } from '../users/user-repository';
import { type User, userSchema, userView } from '../users/user-schemas';
import { LoginThrottle } from './login-throttle';
import { Public } from './needs';
import { SESSION_COOKIE, SESSION_MS, SessionService } from './session-service';

const loginSchema = z.object({ email: z.string().trim().max(320), password: z.string().max(200) });

@ApiTags('crm')
@Controller('auth')
export class AuthController {
  private readonly cookie: CookieOptions;

  constructor(
    @Inject(HOST_CONFIG) { baseUrl }: HostConfig,
    private readonly users: UserRepository,
    private readonly sessions: SessionService,
    private readonly throttle: LoginThrottle,
  ) {
    this.cookie = { httpOnly: true, sameSite: 'strict', path: '/', secure: baseUrl?.protocol === 'https:' };
  }

  @Post('login')
  @Public()
  @Endpoint({ summary: 'Signs in: sets the session’s cookie', body: loginSchema, response: userSchema })
  async login(
    @Body(new Validated(loginSchema)) { email, password }: z.output<typeof loginSchema>,
    @Req() { ip = '' }: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<User> {
    this.throttle.attempt(email, ip);
    const user = await this.users.findByEmail(email);
    if (!(await isPassword(password, user?.passwordHash ?? null)) || !user) {
      throw new ProblemError<'sign-in-failed'>(401, 'sign-in-failed', 'The email address or the password is wrong.');
    }
    this.throttle.succeeded(email, ip);
    response.cookie(SESSION_COOKIE, await this.sessions.begin(user), { ...this.cookie, maxAge: SESSION_MS });
    return userView(user);
  }

  @Post('logout')
  @Public()
  @Endpoint({ summary: 'Signs out', status: 204 })
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.end(request);
    response.clearCookie(SESSION_COOKIE, this.cookie);
  }

  @Get('me')
  @Endpoint({ summary: 'Who is signed in', response: userSchema })
  async me(@Req() request: Request): Promise<User> {
    return userView(await this.sessions.signedInUser(request));
  }
}
