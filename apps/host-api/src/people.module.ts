import { AtomicWriter } from '@mailroom/backend';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionService } from './auth/session-service';
import { ContactRepository } from './contacts/contact-repository';
import { hostEntities } from './database/host-entities';
import { UserRepository } from './users/user-repository';

/** The CRM's people: what its own API and Mailroom both ask. */
@Module({
  imports: [TypeOrmModule.forFeature(hostEntities)],
  providers: [AtomicWriter, UserRepository, ContactRepository, SessionService],
  exports: [UserRepository, ContactRepository, SessionService],
})
export class PeopleModule {}
