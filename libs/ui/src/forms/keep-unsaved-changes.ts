import { type CanDeactivateFn } from '@angular/router';
import { type Confirm } from '../components/confirm';

/** A page that may hold something not saved yet. */
export interface MayHoldChanges {
  /** Asks the user when something would be lost. */
  mayLeave(): boolean | Promise<boolean>;
}

export const keepUnsavedChanges: CanDeactivateFn<MayHoldChanges> = (page) => page.mayLeave();

/** Whether the user gives up what they have changed. */
export function askToLeave(confirm: Confirm): Promise<boolean> {
  return confirm.ask({
    title: $localize`:@@mailroom.unsaved.title:Leave without saving?`,
    message: $localize`:@@mailroom.unsaved.message:What you changed on this page is lost.`,
    action: $localize`:@@mailroom.unsaved.action:Leave`,
    close: $localize`:@@mailroom.unsaved.stay:Stay on the page`,
    destructive: true,
  });
}
