/** What a key does in the panel. Keys work only while the focus is in it, and not where text is typed. */
export type Shortcut =
  | 'next'
  | 'previous'
  | 'open'
  | 'back'
  | 'reply'
  | 'replyAll'
  | 'forward'
  | 'newMessage'
  | 'mark'
  | 'markAll'
  | 'markRead'
  | 'markUnread'
  | 'search'
  | 'help';

const keys: Readonly<Record<string, Shortcut>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  Enter: 'open',
  Escape: 'back',
  r: 'reply',
  a: 'replyAll',
  f: 'forward',
  n: 'newMessage',
  x: 'mark',
  ' ': 'mark',
  '*': 'markAll',
  i: 'markRead',
  u: 'markUnread',
  '/': 'search',
  '?': 'help',
};

/** The shortcut of a key press; `null` for a key that belongs to the element which has the focus. */
export function shortcutOf(event: KeyboardEvent): Shortcut | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  const shortcut = keys[event.key] ?? null;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (shortcut === 'back') return 'back';
  if (target?.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]')) return null;
  // These have a meaning everywhere else, such as to press a button.
  const named = event.key.length > 1 || event.key === ' ';
  if (named && target?.getAttribute('role') !== 'listbox') return null;
  return shortcut;
}
