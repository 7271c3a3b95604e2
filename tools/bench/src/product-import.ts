import type { SyncStatus } from '@mailroom/contract';
import { Product, until } from '@mailroom/test-bed';
import type { Measurement } from './measurement';
import type { WorkerTask } from './worker';

/** The built product connects the mailbox and reads it whole; measured from the first click until everything is in. */
export async function importByProduct(task: WorkerTask, messages: number): Promise<Measurement> {
  const product = await Product.start({ LOG_LEVEL: 'warn' });
  try {
    const admin = await product.signIn('admin');
    const provider = await admin.post<{ id: string }>('/api/mail/providers', {
      name: 'Bench',
      serviceType: 'exchange',
      serviceAddress: task.serviceAddress,
      authMethod: 'basic',
    });
    const anna = await product.signIn('anna');
    const before = await product.usage();
    const startedAt = performance.now();
    const account = await anna.post<{ id: string }>('/api/mail/accounts', {
      emailAddress: task.mailbox,
      providerId: provider.id,
      password: task.password,
    });
    const status = await until(
      () => anna.get<SyncStatus>(`/api/mail/accounts/${account.id}/sync-status`),
      ({ importedCount, phase }) => importedCount >= messages && phase === 'live',
      { pauseMs: 500, deadlineMs: 3_600_000 },
    );
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
