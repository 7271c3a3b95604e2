import type { Adapter, AdapterPayload } from 'oidc-provider';
import { type Applications, clientMetadata } from '../directory/applications';

/** Why refresh tokens stopped being good. */
export const revocations = ['revoked', 'expired'] as const;
export type Revocation = (typeof revocations)[number];

/** What oidc-provider keeps: codes, refresh tokens, grants, sessions and sign-ins under way, by model and id. */
export class TokenStore {
  private readonly models = new Map<string, Map<string, AdapterPayload>>();
  private readonly revoked = new Map<string, Revocation>();

  /** @param reuseDetection without it, a refresh token stays good after it was exchanged */
  constructor(
    private readonly applications: Applications,
    private readonly reuseDetection: boolean,
  ) {}

  /** The storage of one of oidc-provider's models. */
  adapter(model: string): Adapter {
    const entries = this.entries(model);
    const find = (id: string): Promise<AdapterPayload | undefined> => {
      const application = model === 'Client' ? this.applications.find(id) : undefined;
      return Promise.resolve(application === undefined ? entries.get(id) : clientMetadata(application));
    };
    return {
      find,
      findByUid: (uid) => Promise.resolve([...entries.values()].find((payload) => payload.uid === uid)),
      findByUserCode: () => Promise.resolve(undefined),
      upsert: (id, payload) => {
        entries.set(id, payload);
        return Promise.resolve();
      },
      consume: (id) => {
        const payload = entries.get(id);
        const staysGood = model === 'RefreshToken' && !this.reuseDetection;
        if (payload && !staysGood) payload.consumed = Math.floor(Date.now() / 1000);
        return Promise.resolve();
      },
      destroy: (id) => {
        entries.delete(id);
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const [id, payload] of entries) if (payload.grantId === grantId) entries.delete(id);
        return Promise.resolve();
      },
    };
  }

  /** Ends every refresh token of a user. Answers how many those were. */
  revokeRefreshTokens(objectId: string, why: Revocation): number {
    const tokens = this.entries('RefreshToken');
    const ids = [...tokens].filter(([, payload]) => payload.accountId === objectId).map(([id]) => id);
    for (const id of ids) {
      tokens.delete(id);
      this.revoked.set(id, why);
    }
    return ids.length;
  }

  /** Why a refresh token is not good any more; undefined when it never was. */
  revocationOf(refreshToken: string): Revocation | undefined {
    return this.revoked.get(refreshToken);
  }

  clear(): void {
    for (const entries of this.models.values()) entries.clear();
    this.revoked.clear();
  }

  private entries(model: string): Map<string, AdapterPayload> {
    const entries = this.models.get(model) ?? new Map<string, AdapterPayload>();
    this.models.set(model, entries);
    return entries;
  }
}
