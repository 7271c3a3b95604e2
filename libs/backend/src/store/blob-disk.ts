import type { Disk } from 'flydrive';

/** Bytes of an object. */
export interface ByteRange {
  /** From the object's start. */
  offset: number;
  size: number;
}

/** Where packs are kept: `<owner>/<pack>`. What is common to a folder and a bucket is flydrive's. */
export abstract class BlobDisk {
  constructor(protected readonly disk: Disk) {}

  /** Resolves when the bytes survive a power cut. @throws when there is such an object */
  abstract write(key: string, pieces: readonly Buffer[]): Promise<void>;

  /** Exactly these bytes of an object. @throws when it has fewer, or is not there */
  abstract read(key: string, range: ByteRange): Promise<Buffer>;

  /** Overwrites these bytes with zeros. */
  abstract erase(key: string, ranges: readonly ByteRange[]): Promise<void>;

  /** Removes one object, if it is there. */
  remove(key: string): Promise<void> {
    return this.disk.delete(this.at(key));
  }

  /** Removes everything of an owner. */
  async removeAll(owner: string): Promise<void> {
    await this.disk.deleteAll(`${this.at(owner)}/`);
  }

  /** The owners of packs. */
  owners(): AsyncGenerator<string> {
    return this.names(this.at(''), 'directory');
  }

  /** The packs of an owner. */
  packs(owner: string): AsyncGenerator<string> {
    return this.names(this.at(owner), 'file');
  }

  /** A key below the place that this plugin was given. */
  protected abstract at(key: string): string;

  private async *names(place: string, kind: 'file' | 'directory'): AsyncGenerator<string> {
    let paginationToken: string | undefined;
    do {
      const page = await this.disk.listAll(place, { recursive: false, ...(paginationToken !== undefined && { paginationToken }) });
      for (const { isFile, name } of page.objects) if (isFile === (kind === 'file')) yield name;
      paginationToken = page.paginationToken;
    } while (paginationToken !== undefined);
  }
}
