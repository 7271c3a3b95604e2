export * from './describe-mail-adapter';
export * from './mail-server-harness';
