import { CreateMailroom1763000000000 } from './create-mailroom-1763000000000';

/** What a host adds to its DataSource's `migrations`. */
export const mailroomMigrations = [CreateMailroom1763000000000];
