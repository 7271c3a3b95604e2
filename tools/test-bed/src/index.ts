export * from './api-client';
export * from './identity-provider';
export * from './installation';
export * from './product';
export * from './program';
export * from './service';
export * from './simulated-exchange';
