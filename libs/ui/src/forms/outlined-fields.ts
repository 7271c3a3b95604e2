import { type ValueProvider } from '@angular/core';
import { MAT_FORM_FIELD_DEFAULT_OPTIONS, type MatFormFieldDefaultOptions } from '@angular/material/form-field';

const options: MatFormFieldDefaultOptions = { appearance: 'outline', subscriptSizing: 'dynamic' };

/** How the plugin's forms draw their fields; for a component's `providers`, so that the host's own fields stay as they are. */
export const outlinedFields: ValueProvider = { provide: MAT_FORM_FIELD_DEFAULT_OPTIONS, useValue: options };
