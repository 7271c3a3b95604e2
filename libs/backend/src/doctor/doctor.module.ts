import { Module } from '@nestjs/common';
import { ProvidersModule } from '../providers/providers.module';
import { AccountDoctorController } from './account-doctor.controller';
import { Doctor } from './doctor';
import { DraftExamination } from './draft-examination';
import { ProviderDoctorController } from './provider-doctor.controller';

@Module({
  imports: [ProvidersModule],
  controllers: [ProviderDoctorController, AccountDoctorController],
  providers: [Doctor, DraftExamination],
  exports: [Doctor],
})
export class DoctorModule {}
