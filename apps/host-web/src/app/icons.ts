import { inject } from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';

/** The CRM's own icons: strokes on a 24 × 24 grid, in the text's colour. */
const strokes: Readonly<Record<string, string>> = {
  add: '<path d="M12 5v14M5 12h14"/>',
  back: '<path d="M20 12H5M11 6l-6 6 6 6"/>',
  check: '<path d="m5 12.5 4.5 4.500L19 7.5"/>',
  close: '<path d="M6 6l12 12M18 6 6 18"/>',
  contacts:
    '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.500a6.5 6.5 0 0 1 13 0M16 5.300a3.5 3.5 0 0 1 0 6.400M18.5 14.400a6.5 6.5 0 0 1 3 5.1"/>',
  dark: '<path d="M20 14.200A8.3 8.3 0 1 1 9.8 4a6.6 6.6 0 0 0 10.2 10.200Z"/>',
  delete: '<path d="M4 7h16M9 7V5a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2M6.5 7l1 13h9l1-13M10 11v5.500M14 11v5.5"/>',
  edit: '<path d="M4 20l.9-4L16.3 4.600a1.8 1.8 0 0 1 2.6 0l.5.5a1.8 1.8 0 0 1 0 2.600L8 19.100ZM14.5 6.500l3 3"/>',
  language: '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18"/>',
  light:
    '<circle cx="12" cy="12" r="4"/><path d="M12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4"/>',
  mail: '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 7 8.5 6 8.5-6"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  narrower: '<path d="m6 6 6 6-6 6M13 6l6 6-6 6"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20a7.5 7.5 0 0 1 15 0"/>',
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  settings: '<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.5"/><circle cx="8" cy="17" r="2.5"/>',
  signOut: '<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 7.500l4.5 4.5-4.5 4.500M19.5 12H9"/>',
  system: '<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M8.5 20h7M12 16v4"/>',
  wider: '<path d="m11 6-6 6 6 6M18 6l-6 6 6 6"/>',
};

/** Makes `<mat-icon svgIcon="crm:mail" />` and the others known; nothing is fetched. Needs an injection context. */
export function registerIcons(): void {
  const registry = inject(MatIconRegistry);
  const sanitizer = inject(DomSanitizer);
  for (const [name, shapes] of Object.entries(strokes)) {
    const svg = `<svg viewBox="0 0 24 24" style="display: block" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</svg>`;
    registry.addSvgIconLiteralInNamespace('crm', name, sanitizer.bypassSecurityTrustHtml(svg));
  }
}
