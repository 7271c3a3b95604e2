import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PendingAuthorization, PendingAuthorizationStore } from '@mailroom/oauth';
import { DataSource, In, LessThan } from 'typeorm';
import { TokenVault } from '../security/token-vault';
import { SignInEntity } from './sign-in.entity';

/** So many sign-ins of one user are remembered: who begins another forgets their oldest. */
const REMEMBERED_BY_USER = 10;

/** Long after it has expired, so that who comes back late is told that they are late. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

const sealContext = (id: string): string => `mail_sign_in.sealed:${id}`;

/** Sign-ins under way. Who began each stands in its context as `ownerId`. */
@Injectable()
export class SignInRepository implements PendingAuthorizationStore {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly vault: TokenVault,
  ) {}

  async add(pending: PendingAuthorization): Promise<void> {
    const { id, context, createdAt } = pending;
    const ownerId = context['ownerId'] ?? '';
    await this.forgetOld(ownerId);
    const sealed = this.vault.seal(JSON.stringify(pending), sealContext(id));
    await this.signIns.insert({ id, ownerId, sealed, isUsed: false, createdAt: Date.parse(createdAt) });
  }

  async find(id: string): Promise<{ pending: PendingAuthorization; isUsed: boolean } | null> {
    const found = await this.signIns.findOneBy({ id });
    return found && { pending: JSON.parse(this.vault.open(found.sealed, sealContext(id))) as PendingAuthorization, isUsed: found.isUsed };
  }

  async use(id: string): Promise<boolean> {
    return (await this.signIns.update({ id, isUsed: false }, { isUsed: true })).affected === 1;
  }

  private async forgetOld(ownerId: string): Promise<void> {
    await this.signIns.delete({ createdAt: LessThan(Date.now() - REMEMBERED_MS) });
    const others = await this.signIns.find({ where: { ownerId }, select: { id: true }, order: { createdAt: 'DESC' } });
    const tooMany = others.slice(REMEMBERED_BY_USER - 1).map(({ id }) => id);
    if (tooMany.length > 0) await this.signIns.delete({ id: In(tooMany) });
  }

  private get signIns() {
    return this.dataSource.getRepository(SignInEntity);
  }
}
