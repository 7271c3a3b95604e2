import { AccountRemoval, Endpoint, ExchangeCoverage, ProblemError, Validated } from '@mailroom/backend';
import { CAN_MANAGE_ADMINISTRATION, type Page, type PageQuery, pageQuerySchema, pageSchema } from '@mailroom/contract';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Needs } from '../auth/needs';
import { type RequestWithCookies, SessionService } from '../auth/session-service';
import type { UserEntity } from './user.entity';
import { UserRepository } from './user-repository';
import { type User, type UserInput, userInputSchema, type UserPatch, userPatchSchema, userSchema, userView } from './user-schemas';

@ApiTags('crm')
@Controller('users')
@Needs(CAN_MANAGE_ADMINISTRATION)
export class UsersController {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionService,
    private readonly accounts: AccountRemoval,
    private readonly coverage: ExchangeCoverage,
  ) {}

  @Get()
  @Endpoint({ summary: 'The CRM’s users', query: pageQuerySchema, response: pageSchema(userSchema) })
  async list(@Query(new Validated(pageQuerySchema)) query: PageQuery): Promise<Page<User>> {
    const { items, nextCursor } = await this.users.page(query);
    return { items: items.map(userView), nextCursor };
  }

  @Post()
  @Endpoint({ summary: 'Adds a user', body: userInputSchema, response: userSchema, status: 201 })
  async create(@Body(new Validated(userInputSchema)) input: UserInput): Promise<User> {
    const user = await this.users.add(input);
    await this.coverage.userChanged(user.id);
    return userView(user);
  }

  @Get(':id')
  @Endpoint({ summary: 'A user', response: userSchema })
  async get(@Param('id') id: string): Promise<User> {
    return userView(await this.find(id));
  }

  @Patch(':id')
  @Endpoint({ summary: 'Changes a user; a new password ends the user’s sessions', body: userPatchSchema, response: userSchema })
  async change(@Param('id') id: string, @Body(new Validated(userPatchSchema)) patch: UserPatch): Promise<User> {
    const user = await this.find(id);
    await this.users.change(user, patch);
    if (patch.password !== undefined) await this.sessions.endAll(id);
    if (patch.email !== undefined || patch.displayName !== undefined) await this.coverage.userChanged(id);
    return userView(user);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Deletes a user, with the email accounts and all their mail', status: 204 })
  async remove(@Param('id') id: string, @Req() request: RequestWithCookies): Promise<void> {
    const user = await this.find(id);
    await this.users.refuseLastAdministrator(user);
    const administrator = await this.sessions.signedInUser(request);
    await this.sessions.endAll(id);
    await this.accounts.removeAllOf(id, administrator);
    await this.users.remove(user);
    // The organisation's integration may have covered the user anew in between.
    await this.accounts.removeAllOf(id, administrator);
  }

  private async find(id: string): Promise<UserEntity> {
    const user = await this.users.find(id);
    if (!user) throw ProblemError.notFound('user');
    return user;
  }
}
