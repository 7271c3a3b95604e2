import { type Routes } from '@angular/router';

/** Children for the host's profile: `email-accounts`. */
export const mailroomProfileRoutes: Routes = [];
