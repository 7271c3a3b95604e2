import { Inject, Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';

const ALGORITHM = 'aes-256-gcm';
const TAG_BYTES = 16;

/**
 * Encrypts the secrets that are stored (AES-256-GCM). A sealed value is `keyId.iv.ciphertext+tag` in base64url, so that
 * keys can be changed while old values stay readable. The context (such as `mail_account.password:<id>`) is
 * authenticated: a sealed value that is copied to another row does not open there.
 */
@Injectable()
export class TokenVault {
  constructor(@Inject(MAILROOM_OPTIONS) private readonly options: Pick<MailroomOptions, 'encryptionKeys'>) {}

  seal(plain: string, context: string): string {
    const [newest] = this.options.encryptionKeys;
    if (!newest) throw new Error('Mailroom has no encryption key: set `encryptionKeys`.');
    const iv = randomBytes(12);
    const cipher = createCipheriv(ALGORITHM, newest.key, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [newest.id, iv.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  /** @throws Error when the key is not configured any more, or the value was not sealed for this context */
  open(sealed: string, context: string): string {
    const [keyId, iv, rest] = sealed.split('.');
    const key = this.options.encryptionKeys.find(({ id }) => id === keyId)?.key;
    if (!key) throw new Error(`A stored secret was encrypted with the key “${keyId ?? ''}”, which is not among the encryption keys.`);
    const bytes = Buffer.from(rest ?? '', 'base64url');
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv ?? '', 'base64url'), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }
}
