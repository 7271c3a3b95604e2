/** The plugin's icons: strokes on a 24 × 24 grid, in the text's colour. */
const strokes = {
  add: '<path d="M12 5v14M5 12h14"/>',
  archive: '<rect x="3" y="4" width="18" height="5" rx="1.5"/><path d="M5 9v9a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9M10 13h4"/>',
  arrowBack: '<path d="M20 12H5M11 6l-6 6 6 6"/>',
  attachment: '<path d="m20 11-8.4 8.4a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.3a1.7 1.7 0 0 1-2.3-2.3L14.5 7"/>',
  block: '<circle cx="12" cy="12" r="9"/><path d="m5.8 5.8 12.4 12.4"/>',
  bold: '<path d="M7 5h6a3.5 3.5 0 0 1 0 7H7ZM7 12h7a3.5 3.5 0 0 1 0 7H7Z"/>',
  bulletList: '<path d="M9 6h11M9 12h11M9 18h11M4.5 6v.1M4.5 12v.1M4.5 18v.1"/>',
  calendar: '<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M9 3v4M15 3v4"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  checkCircle: '<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.8L16 9.5"/>',
  chevronDown: '<path d="m6 9 6 6 6-6"/>',
  chevronLeft: '<path d="m15 6-6 6 6 6"/>',
  chevronRight: '<path d="m9 6 6 6-6 6"/>',
  chart: '<path d="M4 4v16h16M8 15l3.5-4 3 2.5L20 7"/>',
  circle: '<circle cx="12" cy="12" r="9"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
  close: '<path d="M6 6l12 12M18 6 6 18"/>',
  copy: '<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"/>',
  delete:
    '<path d="M4 7h16M9 7V5a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1v2M6 7l1 12a1.5 1.5 0 0 0 1.5 1.4h7A1.5 1.5 0 0 0 17 19l1-12M10 11v5.5M14 11v5.5"/>',
  download: '<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>',
  draft: '<path d="M13 4H7a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-4M18.5 3.8a1.7 1.7 0 0 1 2.4 2.4L14 13l-3 .7.7-3Z"/>',
  edit: '<path d="M4 20l.9-4L16.3 4.6a1.8 1.8 0 0 1 2.6 0l.5.5a1.8 1.8 0 0 1 0 2.6L8 19.1ZM14.5 6.5l3 3"/>',
  error: '<circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5M12 16.3v.1"/>',
  externalLink: '<path d="M14 4h6v6M20 4l-9 9M18 14v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h4"/>',
  filter: '<path d="M4 6h16M7 12h10M10 18h4"/>',
  folder: '<path d="M3 18V7a2 2 0 0 1 2-2h4l2 2.5h8a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2Z"/>',
  forward: '<path d="m14 6 6 6-6 6M20 12h-9a7 7 0 0 0-7 7"/>',
  globe: '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18"/>',
  image: '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="10" r="1.5"/><path d="m4 17 5-4 3.5 3L16 12.5l4.5 4"/>',
  inbox: '<path d="M4 13 6.2 5.6A2 2 0 0 1 8 4h8a2 2 0 0 1 1.8 1.6L20 13v5a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2ZM4 13h4.5l1.5 3h4l1.5-3H20"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.7v.1"/>',
  italic: '<path d="M10 5h8M6 19h8M14.5 5l-5 14"/>',
  junk: '<path d="M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3ZM8.5 12h7"/>',
  key: '<circle cx="8" cy="15" r="4"/><path d="m11 12 8.5-8.5M16 7l2.5 2.5M13.5 9.5 15 11"/>',
  link: '<path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>',
  lock: '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
  mail: '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 7 8.5 6 8.5-6"/>',
  mailOpen: '<path d="M3 10.5 12 4l9 6.5V18a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2ZM3.5 11l8.5 5.5 8.5-5.5"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  more: '<path d="M12 5v.1M12 12v.1M12 19v.1" stroke-width="3"/>',
  orderedList:
    '<path d="M10 6h10M10 12h10M10 18h10M4 4.5 5.2 4v4M4 11.5c0-1.6 2.4-1.6 2.4 0 0 1-2.4 1.7-2.4 2.5h2.5M4 16.5h2.2L5 18a1 1 0 1 1-1 1.4"/>',
  pause: '<path d="M9 5.5v13M15 5.5v13"/>',
  pulse: '<path d="M3 12h4l2.5-6.5 4.5 13 2.5-6.5H21"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20a7.5 7.5 0 0 1 15 0"/>',
  play: '<path d="M8 5.5v13l10.5-6.5Z"/>',
  quote: '<path d="M5 7h5v6c0 2-1 3.5-3 4M14 7h5v6c0 2-1 3.5-3 4"/>',
  reply: '<path d="m10 6-6 6 6 6M4 12h9a7 7 0 0 1 7 7"/>',
  replyAll: '<path d="m7 6-6 6 6 6M12 6l-6 6 6 6M6 12h8a7 7 0 0 1 7 7"/>',
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  send: '<path d="m4 4.5 17 7.5-17 7.5 2.5-7.5ZM6.5 12H13"/>',
  server:
    '<rect x="4" y="4" width="16" height="7" rx="2"/><rect x="4" y="13" width="16" height="7" rx="2"/><path d="M8 7.5v.1M8 16.5v.1"/>',
  settings:
    '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2"/>',
  shield: '<path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6Z"/>',
  skip: '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
  strike:
    '<path d="M4 12h16M16.5 7.5C16 5.8 14.3 5 12 5 9.3 5 7.5 6.2 7.5 8.2c0 1.3.8 2.2 2.2 2.8M7 16c.5 2 2.4 3 5 3 2.8 0 4.8-1.3 4.8-3.6 0-.9-.3-1.6-.8-2.2"/>',
  sync: '<path d="M20 11a8 8 0 0 0-14.3-4L4 9M4 4.5V9h4.5M4 13a8 8 0 0 0 14.3 4l1.7-2M20 19.5V15h-4.5"/>',
  tune: '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
  underline: '<path d="M7 4v7a5 5 0 0 0 10 0V4M5 20h14"/>',
  undo: '<path d="M9 6 4 11l5 5M4 11h10a5.5 5.5 0 0 1 0 11h-3"/>',
  visibility: '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="3"/>',
  visibilityOff:
    '<path d="M10 5.7A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.7 3.4M6.5 7.2A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.5-1.3M10 10a3 3 0 0 0 4.1 4.1M4 4l16 16"/>',
  warning: '<path d="M12 4 2.8 19.5h18.4ZM12 10v4.5M12 17v.1"/>',
} as const;

export type MailroomIcon = keyof typeof strokes;

/** Every icon as an SVG literal, by the name that `svgIcon="mailroom:<name>"` uses. */
export const mailroomIcons: ReadonlyMap<string, string> = new Map(
  Object.entries(strokes).map(([name, shapes]) => [
    name,
    `<svg viewBox="0 0 24 24" style="display: block" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</svg>`,
  ]),
);
