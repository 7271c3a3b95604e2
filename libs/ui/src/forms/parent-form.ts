import { type ExistingProvider } from '@angular/core';
import { ControlContainer, FormGroupDirective } from '@angular/forms';

/** Lets `formControlName` in a part of a form mean the form around the part; for a component's `viewProviders`. */
export const parentForm: ExistingProvider = { provide: ControlContainer, useExisting: FormGroupDirective };
