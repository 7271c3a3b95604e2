export * from './config/host-config';
export { readConfig } from './config/read-config';
export { createApp } from './create-app';
export { CrmLogger } from './config/crm-logger';
export { failureText } from './config/failure-text';
export { mayReadMetrics, metricsText } from './health/metrics-text';
export { crmMail } from './mail/crm-mail';
