import { expectValidMessages, schemaFile } from '@mailroom/exchange-simulator/testing';
import { SimulatedExchange, type SimulatedExchangeOptions } from '@mailroom/test-bed';

/** A simulated Exchange that holds every message against Microsoft's schema, where that is at hand: a violation fails the journey. */
export async function startExchange(options: SimulatedExchangeOptions = {}): Promise<SimulatedExchange> {
  const exchange = await SimulatedExchange.start({ ...options, ...(schemaFile !== undefined && { schema: schemaFile }) });
  expectValidMessages(() => exchange.schemaReport);
  return exchange;
}
