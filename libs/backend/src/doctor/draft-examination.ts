import { Injectable } from '@nestjs/common';
import type { ProviderDiagnosisInput } from '@mailroom/contract';
import { MailError, type TokenSource } from '@mailroom/mail-adapter';
import { fieldProblem, loginFor } from '../accounts/account-login';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { ProviderEntity } from '../providers/provider.entity';
import { newId } from '../store/id';
import type { Examination } from './doctor';

/** The examination of a provider that is not saved, with a mailbox on it. */
@Injectable()
export class DraftExamination {
  constructor(private readonly connector: MailboxConnector) {}

  /** @throws ProblemError 422 when the mailbox's login or password is missing */
  of({ provider: draft, mailbox }: ProviderDiagnosisInput): Examination {
    const { clientSecret: _, privateKey: __, domains: ___, ...fields } = draft;
    const provider = Object.assign(new ProviderEntity(), { name: 'The email provider', ...fields });
    const { emailAddress } = mailbox;
    const account = {
      id: newId(),
      kind: 'personal' as const,
      mailboxAddress: emailAddress.toLowerCase(),
      login: loginFor(provider, emailAddress, mailbox.login),
    };
    const secret = provider.authMethod === 'oauth2' ? signedOut : mailbox.password;
    if (secret === undefined) throw fieldProblem('mailbox.password', 'password-required', 'Enter the mailbox’s password.');
    return {
      serviceType: provider.serviceType,
      target: this.connector.targetWith(account, provider, secret),
      options: { send: provider.send, signIn: provider.authMethod !== 'oauth2' },
    };
  }
}

/** Its owner signs in when the mailbox is connected, and not before. */
const signedOut: TokenSource = { token: () => Promise.reject(new MailError('not-connected')) };
