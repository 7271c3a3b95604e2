import type { SyncStatus } from '@mailroom/contract';
import { type ApiClient, Product, until } from '@mailroom/test-bed';
import type { Measurement } from './measurement';
import type { WorkerTask } from './worker';

/**
 * The built product connects a mailbox and reads it whole; measured from the request that connects it until everything is
 * in. A small mailbox was connected before: what a process loads once is no part of an import, here as in the workers.
 */
export async function importByProduct(task: WorkerTask, warmUp: string, messages: number, database?: string): Promise<Measurement> {
  const product = await Product.start({ LOG_LEVEL: 'warn', ...(database !== undefined && { DATABASE_URL: database }) });
  try {
    const admin = await product.signIn('admin');
    const provider = await admin.post<{ id: string }>('/api/mail/providers', {
      name: 'Bench',
      serviceType: 'exchange',
      serviceAddress: task.serviceAddress,
      authMethod: 'basic',
    });
    const anna = await product.signIn('anna');
    await connect(anna, provider.id, { ...task, mailbox: warmUp }, 500);
    const before = await product.usage();
    const startedAt = performance.now();
    const status = await connect(anna, provider.id, task, messages);
    const seconds = (performance.now() - startedAt) / 1_000;
    const after = await product.usage();
    return {
      messages: status.importedCount,
      seconds,
      cpuSeconds: after.cpuSeconds - before.cpuSeconds,
      peakRssBytes: after.peakRssBytes,
    };
  } finally {
    await product.stop();
  }
}

async function connect(user: ApiClient, providerId: string, { mailbox, password }: WorkerTask, messages: number): Promise<SyncStatus> {
  const { id } = await user.post<{ id: string }>('/api/mail/accounts', { emailAddress: mailbox, providerId, password });
  return until(
    () => user.get<SyncStatus>(`/api/mail/accounts/${id}/sync-status`),
    ({ importedCount, phase }) => phase === 'live' && importedCount >= messages,
    { pauseMs: 500, deadlineMs: 3_600_000 },
  );
}
