export * from './config/host-config';
export { readConfig } from './config/read-config';
export { createApp } from './create-app';
