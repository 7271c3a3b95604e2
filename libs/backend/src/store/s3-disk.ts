import type { S3Client } from '@aws-sdk/client-s3';
import { Disk } from 'flydrive';
import { BlobDisk, type ByteRange } from './blob-disk';

/** A place in a bucket; the credentials are the AWS SDK's own (environment, profile, or the machine's role). */
export interface S3Location {
  bucket: string;
  /** Without slashes at its ends; '' for the whole bucket. */
  prefix: string;
  region: string;
  /** Of a service other than Amazon's, such as MinIO; buckets are then named in the path. */
  endpoint?: string;
}

/** Who erases meets another who does the same: so often it is read and written anew. */
const eraseTries = 5;

/** Packs as objects of a bucket, read in ranges. A put is durable once it is answered. */
export class S3Disk extends BlobDisk {
  private constructor(
    disk: Disk,
    private readonly sdk: typeof import('@aws-sdk/client-s3'),
    private readonly client: S3Client,
    private readonly location: S3Location,
  ) {
    super(disk);
  }

  /** Loads the SDK only where it is needed. */
  static async open(location: S3Location): Promise<S3Disk> {
    const sdk = await import('@aws-sdk/client-s3');
    const { S3Driver } = await import('flydrive/drivers/s3');
    const { bucket, region, endpoint } = location;
    const client = new sdk.S3Client({ region, ...(endpoint !== undefined && { endpoint, forcePathStyle: true }) });
    // Buckets are private by their own policy; many services know no access lists.
    const driver = new S3Driver({ client, bucket, visibility: 'private', supportsACL: false });
    return new S3Disk(new Disk(driver), sdk, client, location);
  }

  override async write(key: string, pieces: readonly Buffer[]): Promise<void> {
    await this.disk.put(this.at(key), Buffer.concat(pieces), { IfNoneMatch: '*', contentType: 'application/octet-stream' });
  }

  override async read(key: string, { offset, size }: ByteRange): Promise<Buffer> {
    if (size === 0) return Buffer.alloc(0);
    const { bytes } = await this.get(key, `bytes=${offset}-${offset + size - 1}`);
    if (bytes.length !== size) throw new Error(`${key} gave ${bytes.length} bytes in place of ${size}.`);
    return bytes;
  }

  /** Objects cannot be changed in the middle: the pack is written anew, unless somebody else has done so meanwhile. */
  override async erase(key: string, ranges: readonly ByteRange[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      const { bytes, etag } = await this.get(key);
      for (const { offset, size } of ranges) bytes.fill(0, offset, offset + size);
      try {
        await this.disk.put(this.at(key), bytes, { ...(etag !== undefined && { IfMatch: etag }), contentType: 'application/octet-stream' });
        return;
      } catch (error) {
        if (tries === eraseTries || !isPreconditionFailed(error)) throw error;
      }
    }
  }

  protected override at(key: string): string {
    return [this.location.prefix, key].filter((part) => part !== '').join('/');
  }

  private async get(key: string, range?: string): Promise<{ bytes: Buffer; etag: string | undefined }> {
    const { GetObjectCommand } = this.sdk;
    const answer = await this.client.send(
      new GetObjectCommand({ Bucket: this.location.bucket, Key: this.at(key), ...(range !== undefined && { Range: range }) }),
    );
    return { bytes: Buffer.from((await answer.Body?.transformToByteArray()) ?? []), etag: answer.ETag };
  }
}

/** flydrive wraps the SDK's error. */
function isPreconditionFailed(error: unknown): boolean {
  const names = [error, (error as { cause?: unknown }).cause].map((each) => (each as { name?: string } | undefined)?.name);
  return names.some((name) => name === 'PreconditionFailed' || name === 'ConditionalRequestConflict');
}
