import { Injectable } from '@angular/core';

/** Opens the dialog that connects a mailbox to the CRM. */
@Injectable({ providedIn: 'root' })
export class AddAccount {
  open(): void {}
}
