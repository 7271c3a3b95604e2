import { type CanDeactivateFn } from '@angular/router';

/** A page that may hold something not saved yet. */
export interface MayHoldChanges {
  /** Asks the user when something would be lost. */
  mayLeave(): boolean | Promise<boolean>;
}

export const keepUnsavedChanges: CanDeactivateFn<MayHoldChanges> = (page) => page.mayLeave();
