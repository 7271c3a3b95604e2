export * from './describe-mail-adapter';
