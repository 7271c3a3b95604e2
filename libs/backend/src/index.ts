export * from './host-bridge';
export { Endpoint, type EndpointDescription } from './http/endpoint';
export { ProblemError, type ProblemOptions } from './http/problem-error';
export { ProblemFilter } from './http/problem-filter';
export { Validated } from './http/validated';
export { MailroomModule } from './mailroom.module';
export * from './mailroom-options';
export { mailroomMigrations } from './migrations/mailroom-migrations';
export { mailroomEntities } from './store/entities';
