import { SessionEntity } from '../auth/session.entity';
import { ContactAddressEntity, ContactEntity } from '../contacts/contact.entity';
import { UserEntity } from '../users/user.entity';

export const hostEntities = [UserEntity, SessionEntity, ContactEntity, ContactAddressEntity];
