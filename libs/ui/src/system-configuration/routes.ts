import { type Routes } from '@angular/router';

/** Children for the host's System Configuration: `email-providers`. */
export const mailroomConfigurationRoutes: Routes = [];
