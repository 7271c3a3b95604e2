import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { ORGANISATION_PROVIDER_ID } from '../providers/organisation-provider';
import { ProviderEntity } from '../providers/provider.entity';
import { AtomicWriter, type Statement, StaleWriteError } from '../store/atomic-writer';
import { insertInto, update } from '../store/statements';
import { ExchangeIntegrationEntity, INTEGRATION_ID } from './exchange-integration.entity';
import type { IntegrationState } from './integration-state';

/** The settings of the organisation's Exchange integration, and where it stands. */
@Injectable()
export class IntegrationRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
  ) {}

  /** `null` before anything was saved. */
  async load(): Promise<IntegrationState | null> {
    const [integration, provider] = await Promise.all([
      this.dataSource.getRepository(ExchangeIntegrationEntity).findOneBy({ id: INTEGRATION_ID }),
      this.dataSource.getRepository(ProviderEntity).findOneBy({ id: ORGANISATION_PROVIDER_ID }),
    ]);
    return integration && provider ? { integration, provider } : null;
  }

  /**
   * @param before as it was read
   * @param also is written with it, all or nothing
   * @throws StaleWriteError when it was saved by somebody else meanwhile; a unique error when it was saved for the first time
   */
  async save(before: IntegrationState | null, after: IntegrationState, also: readonly Statement[]): Promise<void> {
    const integration = this.columnsOf(ExchangeIntegrationEntity, after.integration);
    const provider = this.columnsOf(ProviderEntity, after.provider);
    if (!before) {
      await this.writer.write([
        ...insertInto('mail_provider', [provider]),
        ...insertInto('mail_exchange_integration', [integration]),
        ...also,
      ]);
      return;
    }
    await this.writer.write([
      asSaved(before.integration.revision),
      update('mail_exchange_integration', { column: 'id', value: INTEGRATION_ID }, integration),
      update('mail_provider', { column: 'id', value: ORGANISATION_PROVIDER_ID }, provider),
      ...also,
    ]);
  }

  /** Writes where the integration stands, unless its settings have been saved since. @returns whether it was written */
  async note(revision: number, columns: Record<string, unknown>, before: readonly Statement[] = []): Promise<boolean> {
    try {
      await this.writer.write([
        ...before,
        asSaved(revision),
        update('mail_exchange_integration', { column: 'id', value: INTEGRATION_ID }, columns),
      ]);
      return true;
    } catch (error) {
      if (error instanceof StaleWriteError) return false;
      throw error;
    }
  }

  private columnsOf<Row extends ObjectLiteral>(entity: EntityTarget<Row>, row: Row): Record<string, unknown> {
    const { columns } = this.dataSource.getMetadata(entity);
    return Object.fromEntries(columns.map((column) => [column.databaseName, column.getEntityValue(row) as unknown]));
  }
}

/** Nobody has saved other settings since the revision was read. */
function asSaved(revision: number): Statement {
  return {
    sql: 'UPDATE mail_exchange_integration SET id = id WHERE id = ? AND revision = ?',
    parameters: [INTEGRATION_ID, revision],
    expectRows: 1,
  };
}
