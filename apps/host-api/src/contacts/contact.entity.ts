import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('crm_contact')
export class ContactEntity {
  @PrimaryColumn({ name: 'id', type: 'varchar', length: 36 }) id!: string;
  @Column({ name: 'name', type: 'varchar', length: 200 }) name!: string;
}

@Entity('crm_contact_address')
export class ContactAddressEntity {
  @PrimaryColumn({ name: 'contact_id', type: 'varchar', length: 36 }) contactId!: string;
  /** In lower case. */
  @Index('crm_contact_address_address') @PrimaryColumn({ name: 'address', type: 'varchar', length: 320 }) address!: string;
}
