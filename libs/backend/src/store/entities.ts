import { AccountEntity } from '../accounts/account.entity';
import { AuditEntryEntity } from '../audit/audit-entry.entity';
import { DraftAttachmentEntity, DraftEntity } from '../drafts/draft.entity';
import { ReadWishEntity } from '../emails/marking/read-wish.entity';
import {
  DepartureEntity,
  EarlyMessageEntity,
  MessageAddressEntity,
  MessageEntity,
  SkippedEntity,
  ThreadKeyEntity,
} from '../emails/message.entity';
import { OutgoingEntity } from '../emails/outgoing.entity';
import { EventStreamEntity } from '../events/event-stream.entity';
import { OutboxEventEntity } from '../events/outbox-event.entity';
import { ExchangeIntegrationEntity } from '../exchange-integration/exchange-integration.entity';
import { FolderEntity } from '../folders/folder.entity';
import { HealthHourEntity } from '../health/health-hour.entity';
import { ListenerInstanceEntity } from '../listener/listener-instance.entity';
import { SignInEntity } from '../oauth/sign-in.entity';
import { ProviderDomainEntity, ProviderEntity } from '../providers/provider.entity';
import { ReconciliationEntity } from '../reconciliation/reconciliation.entity';
import { TurnEntity } from './turn.entity';

/** What a host adds to its DataSource's `entities`. */
export const mailroomEntities = [
  ProviderEntity,
  ProviderDomainEntity,
  AccountEntity,
  ExchangeIntegrationEntity,
  FolderEntity,
  MessageEntity,
  MessageAddressEntity,
  ThreadKeyEntity,
  DepartureEntity,
  EarlyMessageEntity,
  ReadWishEntity,
  SkippedEntity,
  OutgoingEntity,
  DraftEntity,
  DraftAttachmentEntity,
  OutboxEventEntity,
  EventStreamEntity,
  ListenerInstanceEntity,
  SignInEntity,
  AuditEntryEntity,
  ReconciliationEntity,
  HealthHourEntity,
  TurnEntity,
];
