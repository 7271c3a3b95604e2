import { inject } from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';
import { mailroomIcons } from './icons';

/** Makes `<mat-icon svgIcon="mailroom:add" />` and the others known; nothing is fetched. Needs an injection context. */
export function registerMailroomIcons(): void {
  const registry = inject(MatIconRegistry);
  const sanitizer = inject(DomSanitizer);
  for (const [name, svg] of mailroomIcons) {
    registry.addSvgIconLiteralInNamespace('mailroom', name, sanitizer.bypassSecurityTrustHtml(svg));
  }
}
