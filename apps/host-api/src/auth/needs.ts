import { isOpenToAnybody, ProblemError } from '@mailroom/backend';
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type RequestWithCookies, SessionService } from './session-service';

const NEEDS = Symbol('crm:needs');

/** Only users with this system operation may call. */
export const Needs = (operation: string) => SetMetadata(NEEDS, operation);
/** Anybody may call, signed in or not. */
export const Public = () => SetMetadata(NEEDS, null);

/** Guards the CRM's own routes: signed-in users only, unless marked otherwise. The plugin guards its own besides. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = this.reflector.getAllAndOverride<string | null | undefined>(NEEDS, [context.getHandler(), context.getClass()]);
    if (needed === null || isOpenToAnybody(context)) return true;
    const user = await this.sessions.signedInUser(context.switchToHttp().getRequest<RequestWithCookies>());
    if (needed === undefined || user.systemOperations.includes(needed)) return true;
    throw new ProblemError(403, 'permission-required', `This needs the permission “${needed}”.`, { remedy: 'Ask a CRM administrator.' });
  }
}
