import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Draft, DraftContent, DraftInput, Page, PageQuery } from '@mailroom/contract';
import { DataSource, In } from 'typeorm';
import { OutgoingEntity } from '../emails/outgoing.entity';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { AtomicWriter, StaleWriteError } from '../store/atomic-writer';
import { violatesUnique } from '../store/constraint-errors';
import { keysetPage } from '../store/keyset-page';
import { insertInto } from '../store/statements';
import { DraftAttachmentEntity, DraftEntity } from './draft.entity';
import { draftView, stateOf } from './draft-view';

/** Nobody works on more at once; it keeps a broken client from filling the database. */
const mostDrafts = 500;

/** A draft with what became of its sending. */
export interface StoredDraft {
  draft: DraftEntity;
  outgoing: OutgoingEntity | undefined;
}

/** Drafts, always by their owner. */
@Injectable()
export class DraftRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
  ) {}

  /** In the order of their ids, which a browser makes: in no order of time. */
  async page(user: HostUser, query: PageQuery): Promise<Page<Draft>> {
    const { items, nextCursor } = await keysetPage(this.drafts, { ownerId: user.id }, query);
    return { items: await this.views(items), nextCursor };
  }

  async view(user: HostUser, id: string): Promise<Draft> {
    const { draft } = await this.own(user, id);
    const [view] = await this.views([draft]);
    if (!view) throw ProblemError.notFound('draft');
    return view;
  }

  /** @throws ProblemError 404, also for somebody else's draft */
  async own(user: HostUser, id: string): Promise<StoredDraft> {
    const draft = await this.drafts.findOneBy({ id, ownerId: user.id });
    if (!draft) throw ProblemError.notFound('draft');
    return { draft, outgoing: (await this.outgoingOf([draft])).get(draft.outgoingId ?? '') };
  }

  /** As `own`, while it may be changed. @throws ProblemError 409 `draft-being-sent` too */
  async ownWriting(user: HostUser, id: string): Promise<StoredDraft> {
    const stored = await this.own(user, id);
    const state = stateOf(stored.outgoing);
    if (state === 'queued' || state === 'sending') throw beingSent();
    return stored;
  }

  /** Makes it or replaces it; see `draftInputSchema`. @throws ProblemError 409 `draft-changed` */
  async save(user: HostUser, id: string, { revision, editor, ...content }: DraftInput): Promise<void> {
    const known = await this.drafts.findOneBy({ id });
    if (known && known.ownerId !== user.id) throw ProblemError.notFound('draft');
    if (!known) {
      if (revision > 0) throw ProblemError.notFound('draft');
      return this.create(user, id, editor, content);
    }
    await this.ownWriting(user, id);
    try {
      await this.writer.write([
        {
          sql: `UPDATE mail_draft SET content = ?, revision = revision + 1, editor = ?, outgoing_id = NULL, updated_at = ?
                WHERE id = ? AND owner_id = ? AND (revision = ? OR editor = ?) AND COALESCE(outgoing_id, '') = ?`,
          parameters: [stored(content), editor, Date.now(), id, user.id, revision, editor, known.outgoingId ?? ''],
          expectRows: 1,
        },
      ]);
    } catch (error) {
      if (error instanceof StaleWriteError) throw changedElsewhere();
      throw error;
    }
  }

  attachments(draftIds: readonly string[]): Promise<DraftAttachmentEntity[]> {
    return this.dataSource.getRepository(DraftAttachmentEntity).find({ where: { draftId: In(draftIds) }, order: { id: 'ASC' } });
  }

  private async create(user: HostUser, id: string, editor: string, content: DraftContent): Promise<void> {
    if ((await this.drafts.countBy({ ownerId: user.id })) >= mostDrafts) {
      throw new ProblemError(409, 'too-many-drafts', `There are ${mostDrafts} drafts already.`, {
        remedy: 'Send or discard some of them.',
      });
    }
    const now = Date.now();
    const row = {
      id,
      owner_id: user.id,
      content: stored(content),
      revision: 1,
      editor,
      outgoing_id: null,
      created_at: now,
      updated_at: now,
    };
    try {
      await this.writer.write(insertInto('mail_draft', [row]));
    } catch (error) {
      // Two saves of a new draft at the same moment: the first has made it.
      if (violatesUnique(error)) return this.save(user, id, { ...content, revision: 0, editor });
      throw error;
    }
  }

  private async views(drafts: readonly DraftEntity[]): Promise<Draft[]> {
    const attachments = await this.attachments(drafts.map(({ id }) => id));
    const outgoing = await this.outgoingOf(drafts);
    return drafts.map((draft) =>
      draftView(
        draft,
        attachments.filter(({ draftId }) => draftId === draft.id),
        outgoing.get(draft.outgoingId ?? ''),
      ),
    );
  }

  private async outgoingOf(drafts: readonly DraftEntity[]): Promise<Map<string, OutgoingEntity>> {
    const ids = drafts.flatMap(({ outgoingId }) => outgoingId ?? []);
    const found = ids.length === 0 ? [] : await this.dataSource.getRepository(OutgoingEntity).findBy({ id: In(ids) });
    return new Map(found.map((outgoing) => [outgoing.id, outgoing]));
  }

  private get drafts() {
    return this.dataSource.getRepository(DraftEntity);
  }
}

/** As JSON. PostgreSQL takes no character U+0000 into it, and no text needs one. */
function stored(content: DraftContent): string {
  return JSON.stringify(content, (_, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value));
}

export function beingSent(): ProblemError {
  return new ProblemError(409, 'draft-being-sent', 'This message is being sent.', { remedy: 'Take it back first, while it waits.' });
}

export function changedElsewhere(): ProblemError {
  return new ProblemError(409, 'draft-changed', 'This draft was changed in another window.', {
    remedy: 'Load it again to go on with what was written there, or save what you have here as a new draft.',
  });
}
