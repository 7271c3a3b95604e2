import { keysetPage, newId, ProblemError, violatesUnique } from '@mailroom/backend';
import { CAN_MANAGE_ADMINISTRATION, domainOf, type Page, type PageQuery } from '@mailroom/contract';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, MoreThan, Not, type Repository } from 'typeorm';
import { hashPassword } from './password-hash';
import { UserEntity } from './user.entity';
import type { UserInput, UserPatch } from './user-schemas';

const PAGE = 500;

@Injectable()
export class UserRepository {
  constructor(@InjectRepository(UserEntity) private readonly users: Repository<UserEntity>) {}

  page(query: PageQuery): Promise<Page<UserEntity>> {
    return keysetPage(this.users, {}, query);
  }

  find(id: string): Promise<UserEntity | null> {
    return this.users.findOneBy({ id });
  }

  findMany(ids: readonly string[]): Promise<UserEntity[]> {
    return this.users.findBy({ id: In(ids) });
  }

  findByEmail(email: string): Promise<UserEntity | null> {
    return this.users.findOneBy({ email: email.toLowerCase() });
  }

  /** Reads page by page: there may be tens of thousands. */
  async *byEmailDomain(domains: readonly string[]): AsyncGenerator<UserEntity> {
    for (let after = ''; ;) {
      const users = await this.users.find({ where: { emailDomain: In(domains), id: MoreThan(after) }, order: { id: 'ASC' }, take: PAGE });
      yield* users;
      const last = users.at(-1);
      if (users.length < PAGE || !last) return;
      after = last.id;
    }
  }

  async isEmpty(): Promise<boolean> {
    return !(await this.users.exists());
  }

  /** @throws ProblemError 409 `email-taken` */
  async add(input: UserInput): Promise<UserEntity> {
    const user = this.users.create({ id: newId(), ...(await columnsOf(input)) });
    await refusingTakenEmail(() => this.users.insert(user));
    return user;
  }

  /** @throws ProblemError 409 `email-taken` or `last-administrator` */
  async change(user: UserEntity, patch: UserPatch): Promise<void> {
    if (patch.systemOperations && !patch.systemOperations.includes(CAN_MANAGE_ADMINISTRATION)) await this.refuseLastAdministrator(user);
    const changes = await columnsOf(patch);
    if (Object.keys(changes).length > 0) await refusingTakenEmail(() => this.users.update({ id: user.id }, changes));
    Object.assign(user, changes);
  }

  async remove({ id }: UserEntity): Promise<void> {
    await this.users.delete({ id });
  }

  /** @throws ProblemError 409 `last-administrator` */
  async refuseLastAdministrator({ id, systemOperations }: UserEntity): Promise<void> {
    if (!systemOperations.includes(CAN_MANAGE_ADMINISTRATION)) return;
    const mark = JSON.stringify(CAN_MANAGE_ADMINISTRATION);
    const isAnother = await this.users
      .createQueryBuilder('user')
      .where({ id: Not(id) })
      .andWhere('user.systemOperations LIKE :mark', { mark: `%${mark}%` })
      .getExists();
    if (isAnother) return;
    throw new ProblemError<'last-administrator'>(409, 'last-administrator', 'This is the last user who may manage the CRM.', {
      remedy: `Give “${CAN_MANAGE_ADMINISTRATION}” to another user first.`,
    });
  }
}

async function columnsOf({ email, password, ...rest }: UserPatch): Promise<Partial<UserEntity>> {
  return {
    ...rest,
    ...(email !== undefined && { email: email.toLowerCase(), emailDomain: domainOf(email) }),
    ...(password !== undefined && { passwordHash: await hashPassword(password) }),
  };
}

async function refusingTakenEmail(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!violatesUnique(error)) throw error;
    const message = 'Another user has this email address.';
    throw new ProblemError<'email-taken'>(409, 'email-taken', message, { errors: [{ path: 'email', code: 'email-taken', message }] });
  }
}
