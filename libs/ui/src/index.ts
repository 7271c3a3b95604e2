export { provideMailroom } from './provide-mailroom';
export { type MailroomOptions, type MailroomPaths, type MailroomUser } from './mailroom-options';
export { mailroomConfigurationRoutes } from './system-configuration/routes';
export { mailroomProfileRoutes } from './profile/routes';
export { AddAccount } from './add-account/add-account';
export { loadMailroomTranslations } from './i18n/translations';
export { CommunicationPanel, preloadCommunicationPanel } from './communication-panel/communication-panel';
export { ContactEmails } from './communication-panel/contact-emails';
