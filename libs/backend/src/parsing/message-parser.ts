import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { MessageRef } from '@mailroom/mail-adapter';
import type { Quotation } from '../drafts/quotation';
import type { AttachmentFile } from '../emails/attachment-file';
import type { EmailContent } from '../emails/email-detail';
import { ProblemError } from '../http/problem-error';
import type { MessageState, PreparedMessage } from '../sync/prepared-message';
import { BoundedWorker, TooCostlyError } from './bounded-worker';
import { messageTasks } from './message-tasks';

/** Messages up to this size are read where they are needed, within a millisecond or two: nearly all are. In bytes. */
const smallToImport = 256 * 1024;
/** HTML costs more to clean than a message to parse, and that of a stranger may be made to cost much more. */
const smallToShow = 64 * 1024;

const script = join(__dirname, 'message-worker.js');

/**
 * Reads messages, each within bounds on time and memory. A large one is read in a thread beside the event loop, so that
 * neither its size nor what is in it holds up anybody else; one that exceeds its bounds is given up.
 */
@Injectable()
export class MessageParser implements OnApplicationShutdown {
  private readonly importing = new BoundedWorker(script, { milliseconds: 60_000, megabytes: 512 });
  /** Of its own, so that nobody waits for an import to open an email. */
  private readonly showing = new BoundedWorker(script, { milliseconds: 5_000, megabytes: 512 });

  /** What the import keeps of a message; at once where it is small. @throws TooCostlyError */
  prepare(ref: MessageRef, raw: Buffer, state: MessageState): PreparedMessage | Promise<PreparedMessage> {
    if (raw.length <= smallToImport) return messageTasks.prepare(raw, ref, state);
    return this.importing.run('prepare', raw, ref, state).then((prepared) => ({ ...(prepared as PreparedMessage), raw }));
  }

  /** What opening the email shows: without its HTML, as text, where that cannot be cleaned within the bounds. */
  async content(raw: Buffer, attachmentsUrl: string): Promise<EmailContent> {
    if (raw.length <= smallToShow) return messageTasks.content(raw, attachmentsUrl);
    return (await this.withoutHtmlIfNeeded('content', raw, attachmentsUrl)) as EmailContent;
  }

  /** The message as an answer quotes it: as text, where its HTML cannot be cleaned within the bounds. */
  async quotation(raw: Buffer, heading: string): Promise<Quotation> {
    if (raw.length <= smallToShow) return messageTasks.quotation(raw, heading);
    return (await this.withoutHtmlIfNeeded('quotation', raw, heading)) as Quotation;
  }

  /** `null` when it has no such attachment. */
  async attachment(raw: Buffer, id: string): Promise<AttachmentFile | null> {
    if (raw.length <= smallToImport) return messageTasks.attachment(raw, id);
    const file = (await this.show('attachment', raw, id)) as AttachmentFile | null;
    return file && received(file);
  }

  /** The files that came with it. */
  async files(raw: Buffer): Promise<AttachmentFile[]> {
    if (raw.length <= smallToImport) return messageTasks.files(raw);
    return ((await this.show('files', raw)) as AttachmentFile[]).map(received);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.importing.close(), this.showing.close()]);
  }

  private async withoutHtmlIfNeeded(task: 'content' | 'quotation', raw: Buffer, argument: string): Promise<unknown> {
    try {
      return await this.showing.run(task, raw, argument);
    } catch (error) {
      if (!(error instanceof TooCostlyError)) throw error;
      return this.show(task, raw, argument, false);
    }
  }

  private async show(task: keyof typeof messageTasks, raw: Buffer, ...rest: unknown[]): Promise<unknown> {
    try {
      return await this.showing.run(task, raw, ...rest);
    } catch (error) {
      if (!(error instanceof TooCostlyError)) throw error;
      throw new ProblemError(422, 'email-too-costly', `This email cannot be shown: ${error.message}`, {
        remedy: 'Download the original, and open it in another program.',
      });
    }
  }
}

/** Buffers come from another thread as plain arrays of bytes. */
function received({ bytes, ...file }: AttachmentFile): AttachmentFile {
  return { ...file, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}
