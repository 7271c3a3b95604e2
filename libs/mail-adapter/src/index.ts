export * from './mail-adapter';
export * from './mail-error';
export * from './mailbox-session';
export * from './mailbox-target';
export * from './mailbox-watcher';
export * from './shared-clock';
export * from './turnstile';
