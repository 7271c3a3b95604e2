import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Folder } from './folder';
import { type Item, type ItemFlags } from './item';
import { mailboxAddresses, readMailboxDirectory } from './mail-directory';
import { Mailbox } from './mailbox';
import { type MailboxSettings } from './mailbox-settings';
import { GeneratedMessage } from './sources/generated';
import { SummaryCache } from './sources/summary-cache';
import { Spool } from './spool';

/** What {@link MailStore.generate} makes. */
export interface GenerateOptions {
  readonly folder: string;
  readonly count: number;
  /** Size of each message. */
  readonly bytes: number;
  readonly seed: number;
}

/** What a delivered item is, where that is not what its MIME says. */
export type DeliveredKind = Pick<ItemFlags, 'itemClass' | 'isAssociated'>;

/** All mailboxes of the simulated server, by address. */
export class MailStore {
  /** Belongs to one state of the store: sync states of another are refused. */
  generation = newGeneration();
  readonly spool: Spool;
  private readonly summaries = new SummaryCache();
  private mailboxes = new Map<string, Mailbox>();
  private byLocalPart = new Map<string, Mailbox>();
  private byKey = new Map<string, Mailbox>();
  private byAlias = new Map<string, Mailbox>();
  private domains = new Set<string>();

  constructor(private readonly directory: string | undefined) {
    this.spool = new Spool(this.summaries);
    this.load();
  }

  /** Back to what the directory holds. */
  reset(): void {
    this.generation = newGeneration();
    this.mailboxes = new Map();
    this.byLocalPart = new Map();
    this.byKey = new Map();
    this.byAlias = new Map();
    this.domains = new Set();
    this.load();
  }

  all(): Iterable<Mailbox> {
    return this.mailboxes.values();
  }

  find(address: string): Mailbox | undefined {
    return this.mailboxes.get(address.toLowerCase());
  }

  /** The mailbox that mail for an address arrives in: its own, or the one that it is an alias of. */
  findRecipient(address: string): Mailbox | undefined {
    return this.find(address) ?? this.byAlias.get(address.toLowerCase());
  }

  /** Whether mail for an address would arrive here if there were such a mailbox: others of its domain are here. */
  hosts(address: string): boolean {
    return this.domains.has(address.toLowerCase().slice(address.indexOf('@') + 1));
  }

  /** The mailbox whose ids have that key. */
  findByKey(key: string): Mailbox | undefined {
    return this.byKey.get(key);
  }

  /** The mailbox of an address, or of the part before the "@" (the first of several), in lower case. */
  findByLogin(name: string): Mailbox | undefined {
    return this.mailboxes.get(name) ?? this.byLocalPart.get(name);
  }

  /** The mailbox of that address, made when it is not there. @throws {RangeError} when the text is no address. */
  findOrCreate(address: string): Mailbox {
    const known = this.find(address);
    if (known !== undefined) return known;
    if (!/^[^@\s/]+@[^@\s/]+$/.test(address)) throw new RangeError(`"${address}" is not an email address.`);
    const mailbox = new Mailbox(address, this.generation);
    const key = address.toLowerCase();
    this.mailboxes.set(key, mailbox);
    this.byKey.set(mailbox.key, mailbox);
    this.domains.add(key.slice(key.indexOf('@') + 1));
    const localPart = key.slice(0, key.indexOf('@'));
    if (!this.byLocalPart.has(localPart)) this.byLocalPart.set(localPart, mailbox);
    return mailbox;
  }

  /** Sets a mailbox up; what `changes` leaves out stays as it is. @throws {RangeError} when an alias is another mailbox's. */
  configure(mailbox: Mailbox, changes: Partial<MailboxSettings>): void {
    const settings = { ...mailbox.settings, ...changes };
    const taken = settings.aliases.find((alias) => (this.findRecipient(alias) ?? mailbox) !== mailbox);
    if (taken !== undefined) throw new RangeError(`"${taken}" belongs to another mailbox.`);
    for (const alias of mailbox.settings.aliases) this.byAlias.delete(alias);
    for (const alias of settings.aliases) this.byAlias.set(alias, mailbox);
    mailbox.settings = settings;
  }

  /** Delivers a message now. `folder` is a path such as "Inbox/Projects". */
  deliver(address: string, folder: string, mime: Buffer, kind: DeliveredKind = {}): Item {
    const mailbox = this.findRecipient(address) ?? this.findOrCreate(address);
    return this.deliverTo(mailbox, mailbox.folderAt(folder), mime, kind);
  }

  deliverTo(mailbox: Mailbox, folder: Folder, mime: Buffer, kind: DeliveredKind = {}): Item {
    return mailbox.addItem(folder, this.spool.store(mime), { ...kind, isRead: false, isDraft: false }, kind.isAssociated !== true);
  }

  /** Makes messages that take no memory; the last is the newest. */
  generate(address: string, { folder, count, bytes, seed }: GenerateOptions): void {
    const mailbox = this.findOrCreate(address);
    const target = mailbox.folderAt(folder);
    const batch = { recipient: mailbox.address, bytes, seed };
    for (let index = 0; index < count; index++) mailbox.addItem(target, new GeneratedMessage(batch, index));
  }

  close(): void {
    this.spool.remove();
  }

  private load(): void {
    if (this.directory === undefined) return;
    for (const address of mailboxAddresses(this.directory)) {
      const mailbox = this.findOrCreate(address);
      for (const { path, messages } of readMailboxDirectory(join(this.directory, address), this.summaries)) {
        const folder = mailbox.folderAt(path);
        for (const message of messages) mailbox.addItem(folder, message, loadedFlags(folder));
      }
      mailbox.finishLoading();
    }
  }
}

/** What the user has written is read, and an unsent message is a draft. */
function loadedFlags(folder: Folder): { isRead: boolean; isDraft: boolean } {
  const isDraft = folder.distinguishedId === 'drafts';
  return { isRead: isDraft || folder.distinguishedId === 'sentitems', isDraft };
}

function newGeneration(): string {
  return randomBytes(3).toString('base64');
}
