import { inject } from '@angular/core';
import { type CanMatchFn } from '@angular/router';
import { Mailroom } from '../data-access/mailroom';

/** Lets through who holds the system operation `CanManageAdministration`; the API checks it again at every call. */
export const mayManageProviders: CanMatchFn = () => inject(Mailroom).mayManageProviders();
