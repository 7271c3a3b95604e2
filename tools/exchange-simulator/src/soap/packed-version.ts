import { type ServerVersion } from './server-version';

/** A build as one number, as Exchange packs it: 0x73C08204 is 15.0.516 (MS-OXDSCLI, ServerVersion). */
export function packedVersion({ build: [major, minor, majorBuild] }: ServerVersion): number {
  return 0x70000000 + major * 0x400000 + minor * 0x10000 + 0x8000 + majorBuild;
}
