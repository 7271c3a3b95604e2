import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

const error = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

/**
 * As much of Amazon S3's REST interface as the plugin uses, in memory: one bucket, its objects with entity tags, ranges,
 * conditional writes, and listings by pages. It refuses what is not signed for it, and bodies whose checksum differs.
 */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  /** `METHOD key`, in order. */
  readonly requests: string[] = [];
  pageSize = 2;
  /** Called before a write is judged: another writer's moment. */
  beforePut = (): void => undefined;

  private constructor(
    private readonly server: Server,
    readonly bucket: string,
  ) {}

  static async start(bucket: string): Promise<S3Server> {
    const server = createServer();
    const s3 = new S3Server(server, bucket);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void s3.respond(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return s3;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, headers = {}, body } = this.answer(request, Buffer.concat(chunks));
    response.writeHead(status, headers).end(body);
  }

  private answer({ method = '', url = '', headers }: IncomingMessage, body: Buffer): Answer {
    const { pathname, searchParams } = new URL(url, this.endpoint);
    const [, bucket, ...rest] = decodeURIComponent(pathname).split('/');
    const key = rest.join('/');
    this.requests.push(`${method} ${key}`);
    if (
      !/^AWS4-HMAC-SHA256 Credential=test-key\/\d{8}\/eu-central-1\/s3\/aws4_request, SignedHeaders=\S+, Signature=[\da-f]{64}$/.test(
        headers.authorization ?? '',
      )
    )
      return error(403, 'SignatureDoesNotMatch');
    if (bucket !== this.bucket) return error(404, 'NoSuchBucket');
    if (method === 'GET' && key === '') return this.list(searchParams);
    if (method === 'GET') return this.get(key, headers.range);
    if (method === 'POST' && searchParams.has('delete')) return this.deleteMany(body.toString());
    if (method === 'DELETE') {
      this.objects.delete(key);
      return { status: 204 };
    }
    if (method === 'PUT') return this.put(key, body, headers);
    return error(501, 'NotImplemented');
  }

  private put(key: string, body: Buffer, headers: IncomingMessage['headers']): Answer {
    this.beforePut();
    const sent = headers['x-amz-content-sha256'];
    if (sent !== 'UNSIGNED-PAYLOAD' && sent !== createHash('sha256').update(body).digest('hex'))
      return error(400, 'XAmzContentSHA256Mismatch');
    const present = this.objects.get(key);
    if (headers['if-none-match'] === '*' && present) return error(412, 'PreconditionFailed');
    const expected = headers['if-match'];
    if (expected !== undefined && (!present || etagOf(present) !== expected)) return error(412, 'PreconditionFailed');
    this.objects.set(key, body);
    return { status: 200, headers: { etag: etagOf(body) } };
  }

  private get(key: string, range: string | undefined): Answer {
    const object = this.objects.get(key);
    if (!object) return error(404, 'NoSuchKey');
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    if (from === undefined || to === undefined) return { status: 200, headers: { etag: etagOf(object) }, body: object };
    if (Number(from) >= object.length) return error(416, 'InvalidRange');
    const body = object.subarray(Number(from), Number(to) + 1);
    return {
      status: 206,
      headers: { etag: etagOf(object), 'content-range': `bytes ${from}-${Number(from) + body.length - 1}/${object.length}` },
      body,
    };
  }

  private deleteMany(body: string): Answer {
    for (const [, key = ''] of body.matchAll(/<Key>([^<]+)<\/Key>/g)) this.objects.delete(key);
    return { status: 200, body: '<DeleteResult/>' };
  }

  private list(query: URLSearchParams): Answer {
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const after = query.get('continuation-token') ?? '';
    const entries = new Set<string>();
    for (const key of [...this.objects.keys()].filter((each) => each.startsWith(prefix)).sort()) {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      entries.add(end < 0 ? key : key.slice(0, end + 1));
    }
    const left = [...entries].filter((entry) => entry > after);
    const page = left.slice(0, this.pageSize);
    const isMore = left.length > page.length;
    const xml = page.map((entry) =>
      delimiter !== '' && entry.endsWith(delimiter)
        ? `<CommonPrefixes><Prefix>${entry}</Prefix></CommonPrefixes>`
        : `<Contents><Key>${entry}</Key><Size>${this.objects.get(entry)?.length ?? 0}</Size><ETag>x</ETag><LastModified>2027-01-01T00:00:00.000Z</LastModified></Contents>`,
    );
    const next = isMore ? `<NextContinuationToken>${page.at(-1) ?? ''}</NextContinuationToken>` : '';
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isMore}</IsTruncated>${next}${xml.join('')}</ListBucketResult>`,
    };
  }
}

const etagOf = (object: Buffer): string => `"${createHash('md5').update(object).digest('hex')}"`;
