import { inject, Injectable } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Account, isOAuthErrorCode } from '@mailroom/contract';
import { AccountStore } from '../data-access/account-store';
import { Mailroom } from '../data-access/mailroom';
import { OAuthSignIn } from '../data-access/oauth-sign-in';
import { SignInDialog } from './sign-in-dialog';

const causedByPassword = ['authentication-failed', 'password-expired'];

/** Brings an account back that waits for a person. What is imported, and every setting, stays. */
@Injectable({ providedIn: 'root' })
export class Reconnection {
  private readonly store = inject(AccountStore);
  private readonly oauth = inject(OAuthSignIn);
  private readonly returnTo = inject(Mailroom).paths.emailAccounts;
  private readonly dialog = inject(MatDialog);
  private readonly snackBar = inject(MatSnackBar);

  /** What an account that needs attention needs: its owner's sign-in elsewhere, their password, or another try. */
  need({ authMethod, lastError }: Account): 'sign-in' | 'password' | 'another-try' {
    const code = lastError?.code ?? '';
    if (authMethod === 'oauth2') return isOAuthErrorCode(code) || causedByPassword.includes(code) ? 'sign-in' : 'another-try';
    return causedByPassword.includes(code) ? 'password' : 'another-try';
  }

  /** Signs in anew: by a dialog for the password, or at another site. Rejects with the call's error. */
  async signIn(account: Account): Promise<void> {
    if (account.authMethod === 'oauth2') await this.tryAgain(account);
    else SignInDialog.open(this.dialog, account);
  }

  /** Rejects with the call's error. */
  async tryAgain({ id, emailAddress, sharedMailboxAddress }: Account): Promise<void> {
    const answer = await this.store.reconnect(id, this.returnTo);
    if ('authorizationUrl' in answer) this.oauth.leave(answer, { emailAddress, sharedMailboxAddress, provider: null });
    else this.snackBar.open($localize`:@@mailroom.sign-in.done:Signed in. Synchronisation goes on.`, undefined, { duration: 5_000 });
  }
}
