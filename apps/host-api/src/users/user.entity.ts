import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A user of the CRM. */
@Entity('crm_user')
@Index('crm_user_email_domain', ['emailDomain', 'id'])
export class UserEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar', length: 36 }) id!: string;
  /** In lower case. */
  @Index('crm_user_email', { unique: true }) @Column({ name: 'email', type: 'varchar', length: 320 }) email!: string;
  @Column({ name: 'email_domain', type: 'varchar', length: 255 }) emailDomain!: string;
  @Column({ name: 'display_name', type: 'varchar', length: 200 }) displayName!: string;
  /** As `hashPassword` gives it. */
  @Column({ name: 'password_hash', type: 'varchar', length: 255 }) passwordHash!: string;
  /** Permissions, such as `CanManageAdministration`. */
  @Column({ name: 'system_operations', type: 'simple-json' }) systemOperations!: string[];
}
