import { UnknownKeyError } from '@mailroom/backend';
import { ConfigError } from './host-config';

/** What the operator reads when a program ends: a sentence where they can mend it, otherwise all that is known. */
export function failureText(error: unknown): string {
  if (error instanceof ConfigError || error instanceof UnknownKeyError) return error.message;
  return String(error instanceof Error ? error.stack : error);
}
