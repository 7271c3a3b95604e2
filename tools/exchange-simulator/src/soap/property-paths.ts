import { SchemaViolation } from './errors';
import { type ExchangeVersion } from './server-version';

type Names = { readonly [V in ExchangeVersion]?: string };

/**
 * The property paths of `UnindexedFieldURIType` by the version that brought them (MS-OXWSCORE, MS-OXWSFOLD, MS-OXWSMTGS appendix C,
 * "Product Behavior").
 */
const names: Readonly<Record<string, Names>> = {
  folder: {
    Exchange2007:
      'FolderId ParentFolderId DisplayName UnreadCount TotalCount ChildFolderCount FolderClass SearchParameters ManagedFolderInformation',
    Exchange2007_SP1: 'PermissionSet EffectiveRights',
    Exchange2010: 'SharingEffectiveRights',
    Exchange2013: 'DistinguishedFolderId PolicyTag ArchiveTag',
    Exchange2016: 'ReplicaList',
  },
  item: {
    Exchange2007:
      'ItemId ParentFolderId ItemClass MimeContent Attachments Subject DateTimeReceived Size Categories HasAttachments Importance ' +
      'InReplyTo InternetMessageHeaders IsDraft IsFromMe IsResend IsSubmitted IsUnmodified DateTimeSent DateTimeCreated Body ' +
      'ResponseObjects Sensitivity ReminderDueBy ReminderIsSet ReminderMinutesBeforeStart DisplayTo DisplayCc Culture',
    Exchange2007_SP1: 'EffectiveRights LastModifiedName LastModifiedTime',
    Exchange2010: 'IsAssociated WebClientReadFormQueryString WebClientEditFormQueryString ConversationId UniqueBody',
    Exchange2010_SP2: 'StoreEntryId',
    Exchange2013:
      'ReminderNextTime Flag InstanceKey NormalizedBody EntityExtractionResult PolicyTag ArchiveTag RetentionDate Preview ' +
      'RightsManagementLicenseData BlockStatus HasBlockedImages TextBody IconIndex',
    Exchange2013_SP1: 'PredictedActionReasons IsClutter',
    Exchange2016:
      'DisplayBcc MimeContentUTF8 Mentions MentionedMe MentionsPreview MentionsEx Hashtags AppliedHashtags AppliedHashtagsPreview Likes ' +
      'LikesPreview PendingSocialActivityTagIds AtAllMention CanDelete InferenceClassification FirstBody',
  },
  message: {
    Exchange2007:
      'ConversationIndex ConversationTopic InternetMessageId IsRead IsResponseRequested IsReadReceiptRequested ' +
      'IsDeliveryReceiptRequested References ReplyTo From Sender ToRecipients CcRecipients BccRecipients',
    Exchange2007_SP1: 'ReceivedBy ReceivedRepresenting',
    Exchange2013: 'ApprovalRequestData VotingInformation ReminderMessageData',
  },
  meeting: {
    Exchange2007: 'AssociatedCalendarItemId IsDelegated IsOutOfDate HasBeenProcessed ResponseType',
    Exchange2013: 'ProposedStart ProposedEnd',
  },
  meetingRequest: { Exchange2007: 'MeetingRequestType IntendedFreeBusyStatus', Exchange2013: 'ChangeHighlights' },
  calendar: {
    Exchange2007:
      'Start End OriginalStart IsAllDayEvent LegacyFreeBusyStatus Location When IsMeeting IsCancelled IsRecurring MeetingRequestWasSent ' +
      'IsResponseRequested CalendarItemType MyResponseType Organizer RequiredAttendees OptionalAttendees Resources ' +
      'ConflictingMeetingCount AdjacentMeetingCount ConflictingMeetings AdjacentMeetings Duration TimeZone AppointmentReplyTime ' +
      'AppointmentSequenceNumber AppointmentState Recurrence FirstOccurrence LastOccurrence ModifiedOccurrences DeletedOccurrences ' +
      'MeetingTimeZone ConferenceType AllowNewTimeProposal IsOnlineMeeting MeetingWorkspaceUrl NetShowUrl',
    Exchange2007_SP1: 'UID RecurrenceId DateTimeStamp',
    Exchange2010: 'StartTimeZone EndTimeZone',
    Exchange2013:
      'EnhancedLocation StartWallClock EndWallClock StartTimeZoneId EndTimeZoneId JoinOnlineMeetingUrl OnlineMeetingSettings IsOrganizer',
    Exchange2016: 'InboxReminders CalendarActivityData',
  },
  postitem: { Exchange2007_SP1: 'PostedTime' },
  distributionlist: { Exchange2010: 'Members' },
};

/** Paths whose single names this server does not need to know, by the version that brought the first of them. */
const families: Readonly<Record<string, ExchangeVersion>> = {
  task: 'Exchange2007',
  contacts: 'Exchange2007',
  person: 'Exchange2013',
  rolemember: 'Exchange2016',
  network: 'Exchange2016',
  abchperson: 'Exchange2016',
  booking: 'Exchange2016',
  insight: 'Exchange2016',
};

const versions: ReadonlyMap<string, ExchangeVersion> = new Map(
  Object.entries(names).flatMap(([family, byVersion]) =>
    Object.entries(byVersion).flatMap(([version, list]) =>
      list.split(' ').map((name): [string, ExchangeVersion] => [`${family}:${name}`, version as ExchangeVersion]),
    ),
  ),
);

/** What stands before the colon: the type that has the property. */
export function pathFamily(uri: string): string {
  return uri.slice(0, uri.indexOf(':'));
}

/** The version that brought a property. @throws {SchemaViolation} for a path that no schema has. */
export function versionOfPath(uri: string): ExchangeVersion {
  const known = versions.get(uri) ?? families[pathFamily(uri)];
  if (known !== undefined) return known;
  throw new SchemaViolation(
    `The 'FieldURI' attribute is invalid - The value '${uri}' is invalid according to its datatype 'UnindexedFieldURIType' - The Enumeration constraint failed.`,
  );
}
