export * from './host-bridge';
export * from './mailroom-options';
export { mailroomEntities } from './store/entities';
