export { type Page, type Person, PlainBrowser } from './browser';
export { type Application, type Applications } from './directory/applications';
export { type Availability, type Behaviour, type Consent } from './directory/behaviour';
export { type Directory, type User } from './directory/directory';
export { type ApplicationOptions, type IdentitySimulatorOptions, type UserOptions } from './options';
export { type TokenStore } from './provider/token-store';
export { type RunningIdentitySimulator, startIdentitySimulator } from './simulator';
export { type StatisticsReport } from './statistics';
