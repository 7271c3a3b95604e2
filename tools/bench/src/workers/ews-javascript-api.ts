import {
  BasePropertySet,
  EmailMessageSchema,
  ExchangeService,
  ExchangeVersion,
  FolderId,
  ItemSchema,
  Mailbox,
  PropertySet,
  SyncFolderItemsScope,
  Uri,
  WebCredentials,
  WellKnownFolderName,
} from 'ews-javascript-api';
import { report, workerTask } from '../worker';
import { measure } from '../measurement';

const BATCH = 50;

const shown = [
  ItemSchema.Subject,
  ItemSchema.DateTimeReceived,
  ItemSchema.DateTimeSent,
  ItemSchema.HasAttachments,
  EmailMessageSchema.From,
  EmailMessageSchema.ToRecipients,
  EmailMessageSchema.CcRecipients,
  EmailMessageSchema.IsRead,
  EmailMessageSchema.InternetMessageId,
];

/**
 * The library that most programs would use, in its own loop: messages listed, then bound in batches with their MIME, which
 * is decoded to bytes; nothing parsed, nothing stored. With `listProperties`, what a list of emails shows is bound too:
 * without a MIME parser, that is where a program has it from.
 */
async function main(): Promise<void> {
  const task = workerTask();
  const service = new ExchangeService(ExchangeVersion.Exchange2013_SP1);
  service.Url = new Uri(task.url);
  if (!task.compression) service.HttpHeaders.Add('Accept-Encoding', 'identity');
  service.Credentials = new WebCredentials(task.mailbox, task.password);
  const inbox = new FolderId(WellKnownFolderName.Inbox, new Mailbox(task.mailbox));
  const listed = new PropertySet(BasePropertySet.IdOnly, [
    ItemSchema.Size,
    ItemSchema.ItemClass,
    ItemSchema.DateTimeReceived,
    EmailMessageSchema.IsRead,
  ]);
  const bound = new PropertySet(
    BasePropertySet.IdOnly,
    task.listProperties ? [ItemSchema.MimeContent, ...shown] : [ItemSchema.MimeContent],
  );
  report(
    await measure(async () => {
      let messages = 0;
      // The library's types forbid what its first call needs: no state.
      let state = null as unknown as string;
      for (let more = true; more;) {
        const page = await service.SyncFolderItems(inbox, listed, [], 512, SyncFolderItemsScope.NormalItems, state);
        const ids = page.GetEnumerator().map((change) => change.ItemId);
        for (let start = 0; start < ids.length; start += BATCH) {
          const batch = await service.BindToItems(ids.slice(start, start + BATCH), bound);
          for (const { Item } of batch.Responses) if (Buffer.from(Item.MimeContent.Content, 'base64').length > 0) messages++;
        }
        state = page.SyncState;
        more = page.MoreChangesAvailable;
      }
      return messages;
    }),
  );
}

void main();
