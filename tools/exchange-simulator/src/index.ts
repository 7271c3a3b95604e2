export { type StatisticsReport, type OperationStatistics } from './http/statistics';
export { type GenerateOptions } from './mailbox/mail-store';
export { type SimulatorOptions } from './options';
export { type RunningSimulator, startSimulator } from './simulator';
