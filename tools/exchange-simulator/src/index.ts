export { makeCertificate, type ServerCertificate } from './http/certificates';
export { type StatisticsReport, type OperationStatistics } from './http/statistics';
export { type Item } from './mailbox/item';
export { type DeliveredKind, type GenerateOptions, type MailStore } from './mailbox/mail-store';
export { type Mailbox } from './mailbox/mailbox';
export { type SimulatorOptions } from './options';
export { type InvalidMessage, type SchemaReport } from './schema/schema-guard';
export { type RunningSimulator, startSimulator } from './simulator';
