export * from './api-client';
export * from './identity-provider';
export * from './product';
export * from './program';
export * from './simulated-exchange';
