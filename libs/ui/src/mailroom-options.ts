import { InjectionToken, type Signal } from '@angular/core';

/** The signed-in user as the host knows them. `systemOperations` are the names of the host's permissions that they hold. */
export interface MailroomUser {
  id: string;
  systemOperations: readonly string[];
}

/** What a host tells the plugin; see `provideMailroom`. */
export interface MailroomOptions {
  /** Where the plugin's API is mounted, without a slash at the end: `/api/mail`. */
  apiUrl: string;
  /** Runs once in an injection context; `null` while nobody is signed in. */
  currentUser: () => Signal<MailroomUser | null>;
  /** Where the host has mounted the plugin's routes, so that its screens can lead to each other. */
  paths?: Partial<MailroomPaths>;
  /**
   * Whether lists of other people's mailboxes, of which no events are sent, are asked for again while they are looked at.
   * Default `true`; a test plays each call itself.
   */
  liveUpdates?: boolean;
}

export interface MailroomPaths {
  /** `mailroomProfileRoutes`' list of email accounts. Default `/profile/email-accounts`. */
  emailAccounts: string;
  /** `mailroomConfigurationRoutes`' list of email providers. Default `/system-configuration/email-providers`. */
  emailProviders: string;
  /** The host's page of a contact, with `:contactId` where its id belongs. Default `/contacts/:contactId`. */
  contact: string;
}

export const MAILROOM_OPTIONS = new InjectionToken<MailroomOptions>('MailroomOptions');
