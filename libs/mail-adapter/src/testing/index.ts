export * from './describe-mail-adapter';
export * from './mail-server-harness';
export * from './reading';
export * from './sample-message';
