import type { MailboxTarget } from '@mailroom/mail-adapter';
import type * as Ews from 'ews-javascript-api';
import type { ExchangeVersion } from '../exchange-version';
import type { EwsLibrary, LibraryRequest } from './ews-library';
import { xmlText } from './xml-text';

export type DistinguishedFolder = 'msgfolderroot' | 'inbox' | 'sentitems' | 'drafts' | 'deleteditems' | 'junkemail' | 'outbox';

/** A distinguished folder is the caller's own, or a delegate's target's; `ofMailbox` names the mailbox even to its owner. */
export type FolderRef = { id: string } | { distinguished: DistinguishedFolder; ofMailbox?: true };

export type RequestDefinition = (builder: RequestBuilder) => LibraryRequest;

/**
 * Builds the XML of requests with ews-javascript-api, and keeps that library from the rest of the adapter.
 * The library escapes nothing: every value from outside passes through `text`, `itemId` or `folderId`.
 */
export class RequestBuilder {
  readonly service: Ews.ExchangeService;

  constructor(
    readonly ews: EwsLibrary,
    readonly version: ExchangeVersion,
    private readonly target: Pick<MailboxTarget, 'access' | 'mailboxAddress'>,
  ) {
    const isFirstRelease = version === 'Exchange2007';
    this.service = new ews.ExchangeService(ews.ExchangeVersion[isFirstRelease ? 'Exchange2007_SP1' : version]);
    this.service.Exchange2007CompatibilityMode = isFirstRelease;
    // The library refuses to build a request without these two; neither leaves this process.
    this.service.Url = new ews.Uri('https://localhost');
    this.service.Credentials = new ews.WebCredentials('-', '-');
    if (target.access === 'impersonation') {
      this.service.ImpersonatedUserId = new ews.ImpersonatedUserId(ews.ConnectingIdType.SmtpAddress, xmlText(target.mailboxAddress));
    }
  }

  build(definition: RequestDefinition): string {
    const xml = definition(this).BuildXHR().data ?? '';
    // The library adds to requests in the schema of Exchange 2007 what only newer servers know, and nothing here needs.
    return xml.replace(/<t:TimeZoneContext>.*?<\/t:TimeZoneContext>/, '');
  }

  text(value: string): string {
    return xmlText(value);
  }

  itemId(id: string, changeKey = ''): Ews.ItemId {
    const itemId = new this.ews.ItemId(xmlText(id));
    if (changeKey !== '') itemId.ChangeKey = xmlText(changeKey);
    return itemId;
  }

  folderId(folder: FolderRef): Ews.FolderId {
    if ('id' in folder) return new this.ews.FolderId(xmlText(folder.id));
    const name = this.distinguished(folder.distinguished);
    if (this.target.access !== 'delegate' && !folder.ofMailbox) return new this.ews.FolderId(name);
    return new this.ews.FolderId(name, new this.ews.Mailbox(xmlText(this.target.mailboxAddress)));
  }

  /** Ids and these properties. */
  shape(properties: Ews.PropertyDefinitionBase[] = []): Ews.PropertySet {
    return new this.ews.PropertySet(this.ews.BasePropertySet.IdOnly, properties);
  }

  private distinguished(name: DistinguishedFolder): Ews.WellKnownFolderName {
    const names = this.ews.WellKnownFolderName;
    return {
      msgfolderroot: names.MsgFolderRoot,
      inbox: names.Inbox,
      sentitems: names.SentItems,
      drafts: names.Drafts,
      deleteditems: names.DeletedItems,
      junkemail: names.JunkEmail,
      outbox: names.Outbox,
    }[name];
  }
}
