import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { HostUser } from '../host-bridge';

export const ACCESS = Symbol('mailroom:access');

/** Who may call a route; `operation` is a permission of the host that the user must hold besides. */
export type Access = { operation: string | null } | 'anybody';

/** Any signed-in user of the host may call this route. */
export const SignedIn = () => SetMetadata(ACCESS, { operation: null } satisfies Access);

/** Only users who hold the host's permission, such as `CanManageAdministration`, may call this route. */
export const SystemOperation = (operation: string) => SetMetadata(ACCESS, { operation } satisfies Access);

/** Anybody may call this route, signed in or not: it finds out itself whom it believes. */
export const OpenToAnybody = () => SetMetadata(ACCESS, 'anybody' satisfies Access);

/** For a guard of the host's that stands before every route: whether it must let everybody through to this one of the plugin's. */
export function isOpenToAnybody(context: ExecutionContext): boolean {
  return Reflect.getMetadata(ACCESS, context.getHandler()) === 'anybody';
}

const users = new WeakMap<object, HostUser>();

/** Called by the guard, once it knows. */
export function rememberUser(request: object, user: HostUser): void {
  users.set(request, user);
}

/** The user whom the guard let in. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): HostUser => {
  const user = users.get(context.switchToHttp().getRequest<object>());
  if (!user) throw new Error('CurrentUser is only known in a MailroomController.');
  return user;
});
