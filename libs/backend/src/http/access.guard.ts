import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { HostBridge } from '../host-bridge';
import { ProblemError } from './problem-error';
import { ACCESS, type Access, rememberUser } from './signed-in-user';

/** Denies by default: a route must say, by `@SignedIn()`, `@SystemOperation()` or `@OpenToAnybody()`, whom it lets in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly host: HostBridge,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (access === 'anybody') return true;
    const request = context.switchToHttp().getRequest<object>();
    const user = await this.host.currentUser(request);
    if (!user) throw new ProblemError(401, 'not-signed-in', 'You are not signed in.', { remedy: 'Sign in and try again.' });
    if (!access || (access.operation !== null && !(await this.host.mayRun(user, access.operation)))) {
      const needed = access?.operation ? ` It needs the permission “${access.operation}”.` : '';
      throw new ProblemError(403, 'permission-required', `You may not do this.${needed}`, { remedy: 'Ask a CRM administrator.' });
    }
    rememberUser(request, user);
    return true;
  }
}
