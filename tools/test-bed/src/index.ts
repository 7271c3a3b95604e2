export * from './api-client';
export * from './product';
export * from './program';
export * from './simulated-exchange';
