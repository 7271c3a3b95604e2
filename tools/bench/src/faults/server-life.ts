import { ControlRefused, type SimulatedExchange, type SimulatedFolder, type SimulatedItem } from '@mailroom/test-bed';
import { composeMessage } from './compose';
import type { CampaignMailbox } from './mailboxes';
import type { Random } from './random';

/** What happens in a mailbox, and how often beside the others. */
const happenings = {
  deliver: 34,
  deliverElsewhere: 8,
  deliverTwice: 1,
  move: 16,
  throwAway: 5,
  takeBack: 4,
  mark: 14,
  delete: 7,
  createFolder: 2,
  renameFolder: 2,
  moveFolder: 2,
  deleteFolder: 1,
};
type Happening = keyof typeof happenings;

/** From so many messages on, a mailbox loses as many as it gets. */
const fullMailbox = 500;
const actionsPerLook = 12;
const trash = 'Deleted Items';

/** A message that the campaign delivered. */
export interface Delivered {
  messageId: string;
  number: number;
  address: string;
}

/** The life of the mailboxes on the server: mail arrives, is moved, read, thrown away and taken back; folders come and go. */
export class ServerLife {
  readonly delivered: Delivered[] = [];
  readonly counts = new Map<Happening, number>();
  /** Messages that were somewhere that is not imported: they come back as new ones. */
  readonly thrownAway = new Set<string>();
  /** Messages whose read flag was set on the server: what the CRM set before need not last. */
  readonly marked = new Set<string>();
  /** Message-IDs of two messages each, of which one may be marked without the other. */
  readonly doubled = new Set<string>();
  private number = 0;

  constructor(
    private readonly exchange: SimulatedExchange,
    private readonly random: Random,
  ) {}

  /** A few things happen in the mailbox, one after another. */
  async live({ address }: CampaignMailbox): Promise<void> {
    const folders = await this.exchange.folders(address);
    for (let index = 0; index < actionsPerLook; index++) {
      const total = folders.reduce((sum, { items }) => sum + items.length, 0);
      const happening = total > fullMailbox && this.random.isLikely(0.5) ? 'delete' : this.random.weighted(happenings);
      try {
        if (await this.happen(happening, address, folders)) this.counts.set(happening, (this.counts.get(happening) ?? 0) + 1);
      } catch (error) {
        // What was looked at a moment ago is elsewhere by now, or a name is taken.
        if (!(error instanceof ControlRefused)) throw error;
      }
    }
  }

  /** Delivers something to the inbox. */
  async deliver(address: string, folder = 'Inbox', copies = 1): Promise<Delivered> {
    const number = this.number++;
    const { messageId, mime } = composeMessage(this.random, address, number);
    for (let copy = 0; copy < copies; copy++) await this.exchange.deliver(address, folder, mime);
    if (copies > 1) this.doubled.add(messageId);
    const delivered = { messageId, number, address };
    this.delivered.push(delivered);
    return delivered;
  }

  private async happen(happening: Happening, address: string, folders: SimulatedFolder[]): Promise<boolean> {
    const { exchange, random } = this;
    const item = this.own(folders.filter(({ path }) => !path.startsWith(trash)));
    const folder = random.pick(folders.filter(isOrdinary));
    switch (happening) {
      case 'deliver':
        await this.deliver(address);
        return true;
      case 'deliverElsewhere':
        await this.deliver(address, folder?.path ?? 'Projects');
        return true;
      case 'deliverTwice':
        await this.deliver(address, 'Inbox', 2);
        return true;
      case 'mark':
        if (item) this.marked.add(item.internetMessageId ?? '');
        return item !== undefined && this.done(exchange.changeItem(address, item.itemId, { isRead: !item.isRead }));
      case 'move': {
        const target = random.isLikely(0.5) ? 'Inbox' : (folder?.path ?? 'Projects');
        return item !== undefined && this.done(exchange.changeItem(address, item.itemId, { folder: target }));
      }
      case 'throwAway':
        this.thrownAway.add(item?.internetMessageId ?? '');
        return item !== undefined && this.done(exchange.changeItem(address, item.itemId, { folder: trash }));
      case 'takeBack': {
        const thrown = this.own(folders.filter(({ path }) => path === trash));
        return thrown !== undefined && this.done(exchange.changeItem(address, thrown.itemId, { folder: 'Inbox' }));
      }
      case 'delete':
        return item !== undefined && this.done(exchange.deleteItem(address, item.itemId));
      case 'createFolder':
        if (folders.filter(isOrdinary).length > 12) return false;
        return this.done(exchange.createFolder(address, `${random.isLikely(0.5) ? 'Projects/' : ''}Folder ${this.number++}`));
      case 'renameFolder':
        return folder !== undefined && this.done(exchange.changeFolder(address, folder.id, { name: `Folder ${this.number++}` }));
      case 'moveFolder': {
        const parent = random.pick(['', 'Inbox', 'Projects', trash]) ?? '';
        if (folder && parent === trash) for (const { internetMessageId } of folder.items) this.thrownAway.add(internetMessageId ?? '');
        return folder !== undefined && this.done(exchange.changeFolder(address, folder.id, { parent }));
      }
      case 'deleteFolder':
        return folder !== undefined && this.done(exchange.deleteFolder(address, folder.id));
    }
  }

  /** Only the campaign's own messages are touched: what is sent is counted at the end. */
  private own(folders: readonly SimulatedFolder[]): SimulatedItem | undefined {
    return this.random.pick(folders.flatMap(({ items }) => items).filter(({ internetMessageId }) => internetMessageId?.startsWith('<f-')));
  }

  private async done(action: Promise<void>): Promise<boolean> {
    await action;
    return true;
  }
}

/** A folder that somebody made. */
function isOrdinary({ path }: SimulatedFolder): boolean {
  return /(^|\/)Folder \d+$/.test(path);
}
