import type { MailroomOptions } from '@mailroom/backend';
import { resolve } from 'node:path';

const s3Settings = ['region', 'endpoint'];

/** Understands `file:PATH` and `s3://bucket/prefix?region=…&endpoint=…`; `null` for anything else. */
export function parseBlobUrl(text: string): MailroomOptions['blobs'] | null {
  const path = /^file:(?:\/\/)?(.+)$/.exec(text)?.[1];
  if (path !== undefined) return { directory: resolve(path) };
  if (!text.startsWith('s3://') || !URL.canParse(text)) return null;
  const { hostname: bucket, pathname, searchParams } = new URL(text);
  const endpoint = searchParams.get('endpoint');
  const isKnown = [...searchParams.keys()].every((name) => s3Settings.includes(name));
  if (bucket === '' || !isKnown || (endpoint !== null && !/^https?:\/\/[^/]/.test(endpoint))) return null;
  return {
    s3: {
      bucket,
      prefix: pathname.replace(/^\/+|\/+$/g, ''),
      region: searchParams.get('region') ?? 'us-east-1',
      ...(endpoint !== null && { endpoint }),
    },
  };
}
