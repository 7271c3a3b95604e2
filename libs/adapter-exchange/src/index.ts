import type { MailAdapterFactory } from '@mailroom/mail-adapter';
import { ExchangeAdapter, type ExchangeAdapterOptions } from './exchange-adapter';

export type { ExchangeAdapterOptions } from './exchange-adapter';

/** Offers Microsoft Exchange (2007 and newer, by Exchange Web Services) to the host that lists it among its adapters. */
export function exchangeAdapter(options: ExchangeAdapterOptions = {}): MailAdapterFactory {
  return (network) => new ExchangeAdapter(network, options);
}
