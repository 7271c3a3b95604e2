import { ConsoleLogger, type LogLevel } from '@nestjs/common';

/** Nest's account of every module and route that it finds; the OpenAPI document tells it better. */
const STARTUP_CHATTER = new Set(['InstanceLoader', 'RouterExplorer', 'RoutesResolver']);

/** Nest's console log, without what it says of itself at the start. */
export class CrmLogger extends ConsoleLogger {
  constructor(logLevels: LogLevel[]) {
    super({ logLevels, colors: process.stdout.isTTY });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && STARTUP_CHATTER.has(context)) return;
    super.log(message, ...(rest as string[]));
  }
}
