import { Module } from '@nestjs/common';
import { SyncModule } from '../sync/sync.module';
import { DomainClaims } from './domain-claims';
import { ProviderChoiceController } from './provider-choice.controller';
import { ProviderDomainsController } from './provider-domains.controller';
import { ProviderDomainService } from './provider-domain-service';
import { ProviderRemoval } from './provider-removal';
import { ProviderRepository } from './provider-repository';
import { ProviderRules } from './provider-rules';
import { ProviderService } from './provider-service';
import { ProvidersController } from './providers.controller';

@Module({
  imports: [SyncModule],
  controllers: [ProvidersController, ProviderDomainsController, ProviderChoiceController],
  providers: [DomainClaims, ProviderDomainService, ProviderRemoval, ProviderRepository, ProviderRules, ProviderService],
  exports: [ProviderRepository, ProviderRules],
})
export class ProvidersModule {}
