import { currentLogContext } from '@mailroom/backend';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';

/** Nest's account of every module and route that it finds; the OpenAPI document tells it better. */
const STARTUP_CHATTER = new Set(['InstanceLoader', 'RouterExplorer', 'RoutesResolver']);

/** `text` for people, `json` for programs: one object a line. */
export type LogFormat = 'text' | 'json';

/** Nest's console log, without what it says of itself at the start, and with what each line is about. */
export class CrmLogger extends ConsoleLogger {
  constructor(logLevels: LogLevel[], format: LogFormat = 'text') {
    super({ logLevels, colors: format === 'text' && process.stdout.isTTY, json: format === 'json' });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && STARTUP_CHATTER.has(context)) return;
    super.log(message, ...(rest as string[]));
  }

  protected override getJsonLogObject(
    ...line: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    return { ...super.getJsonLogObject(...line), ...currentLogContext() };
  }
}
