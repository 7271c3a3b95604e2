import { RequestMethod } from '@nestjs/common';
import { GUARDS_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { AccessGuard } from '../http/access.guard';
import { ACCESS, type Access } from '../http/signed-in-user';
import type { TestApp } from './test-app';

/** A route, with what it says of who may call it. */
export interface Route {
  method: string;
  path: string;
  access: Access | undefined;
  isGuarded: boolean;
}

/** Every route that the plugin registers. */
export function routesOf({ app }: TestApp): Route[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      const base = Reflect.getMetadata(PATH_METADATA, metatype as object) as string;
      const guards = (Reflect.getMetadata(GUARDS_METADATA, metatype as object) ?? []) as unknown[];
      return scanner.getAllMethodNames(prototype).flatMap((name): Route[] => {
        const handler = prototype[name];
        const path = handler && (Reflect.getMetadata(PATH_METADATA, handler) as string | undefined);
        if (!handler || path === undefined) return [];
        return [
          {
            method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod],
            path: `/${base}/${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, ''),
            access: (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, metatype as object)) as Access | undefined,
            isGuarded: guards.includes(AccessGuard),
          },
        ];
      });
    });
}
