/** Elements of other namespaces are nobody's here. */
const ours = new Set([
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2003/05/soap-envelope',
  'http://schemas.microsoft.com/exchange/services/2006/messages',
  'http://schemas.microsoft.com/exchange/services/2006/types',
  'http://schemas.microsoft.com/exchange/services/2006/errors',
  // None at all, as a careless server writes them.
  '',
]);

export type Attributes = Readonly<Record<string, string>>;

/** What prefixes mean inside an element. */
export class NamespaceScope {
  private readonly localNames = new Map<string, string>();

  /** @param prefixes ('' for none), and whether each stands for a namespace of ours; one that nobody declared is taken to */
  constructor(private readonly prefixes: ReadonlyMap<string, boolean> = new Map()) {}

  /** The scope inside an element with these attributes. */
  inside(attributes: Attributes): NamespaceScope {
    const declared = Object.keys(attributes).filter((name) => /^xmlns(:|$)/.test(name));
    if (declared.length === 0) return this;
    const prefixes = declared.map((name) => [name.slice('xmlns:'.length), ours.has(attributes[name] ?? '')] as const);
    return new NamespaceScope(new Map([...this.prefixes, ...prefixes]));
  }

  /** An element's name without its prefix; kept apart when it is of another namespace. */
  localName(name: string): string {
    let local = this.localNames.get(name);
    if (local === undefined) {
      const colon = name.indexOf(':');
      const isOurs = this.prefixes.get(name.slice(0, Math.max(0, colon))) ?? true;
      local = isOurs ? name.slice(colon + 1) : `{}${name}`;
      this.localNames.set(name, local);
    }
    return local;
  }
}

/** Whether any of them declares a namespace or is of one: very few elements have such attributes. */
export function hasNamespaces(attributes: Attributes): boolean {
  for (const name in attributes) if (name.includes(':') || name === 'xmlns') return true;
  return false;
}

/** Those without a prefix: ours have none. */
export function ownAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.includes(':') && name !== 'xmlns'));
}
