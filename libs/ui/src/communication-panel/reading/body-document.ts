/** Where a body may load pictures from, as the frame's Content-Security-Policy says it. */
export interface BodyPolicy {
  /** Absolute address below which the email's own attachments are. */
  attachmentsUrl: string;
  /** Whether pictures from elsewhere are shown, which tells their server that the email was opened. */
  remoteImages: boolean;
}

const active = 'script, style[src], link, meta, base, iframe, frame, object, embed, applet, form, template, noscript, portal, svg script';
const schemes = /^(https?|mailto|tel):/i;

/**
 * The document of the frame that shows an email's HTML. The server has sanitised it; here it is treated as hostile
 * all the same. Three walls, each sufficient alone: what runs is taken out, the policy allows nothing but the text's
 * own styles and the pictures named here, and the frame's sandbox runs no script.
 */
export function bodyDocument(html: string, policy: BodyPolicy): string {
  const body = new DOMParser().parseFromString(html, 'text/html');
  body.querySelectorAll(active).forEach((element) => {
    element.remove();
  });
  body.querySelectorAll('*').forEach((element) => {
    removeHandlers(element);
    if (element.localName === 'a' || element.localName === 'area') openOutside(element);
    if (element instanceof HTMLImageElement) {
      keepShape(element);
      if (policy.remoteImages) showRemoteImage(element);
    }
  });
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(policy)}"><meta name="referrer" content="no-referrer"><style>${baseStyle}</style>${styles(body)}</head><body>${body.body.innerHTML}</body></html>`;
}

function contentSecurityPolicy({ attachmentsUrl, remoteImages }: BodyPolicy): string {
  const images = ['data:', new URL(attachmentsUrl).href, ...(remoteImages ? ['https:', 'http:'] : [])];
  return `default-src 'none'; img-src ${images.join(' ')}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'`;
}

function removeHandlers(element: Element): void {
  for (const name of element.getAttributeNames()) {
    if (/^on/i.test(name) || ['srcdoc', 'ping', 'formaction'].includes(name)) element.removeAttribute(name);
  }
}

function openOutside(link: Element): void {
  const address = link.getAttribute('href')?.trim() ?? '';
  link.removeAttribute('xlink:href');
  if (schemes.test(address)) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  } else {
    link.removeAttribute('href');
  }
}

/** A picture that is made narrower to fit keeps the shape that the email gives it, also when that is not the file's own. */
function keepShape(image: HTMLImageElement): void {
  const [width, height] = [Number(image.getAttribute('width')), Number(image.getAttribute('height'))];
  if (width > 0 && height > 0) image.style.setProperty('aspect-ratio', `${width} / ${height}`);
}

function showRemoteImage(image: HTMLImageElement): void {
  const address = image.dataset['remoteSrc'];
  if (address && /^https?:/i.test(address)) image.src = address;
}

/** An email's own style sheets were in its head, which the body's markup does not hold. */
function styles(parsed: Document): string {
  return Array.from(parsed.head.querySelectorAll('style'))
    .map((style) => style.outerHTML)
    .join('');
}

// Emails are written for white paper, so they get it in a dark theme too.
const baseStyle = `
html { color-scheme: light; background: #fff; overflow-y: hidden; }
body { margin: 0; padding: 16px; color: #1b1f21; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; display: flow-root; }
img { max-width: 100%; height: auto; }
img[data-remote-src]:not([src]) { display: inline-block; min-width: 24px; min-height: 24px; border: 1px dashed #b9c2c6; border-radius: 4px; }
pre { white-space: pre-wrap; }
blockquote { margin-inline: 0; padding-inline-start: 12px; border-inline-start: 3px solid #d3dadd; color: #4a5357; }
a { color: #00647a; }
table { max-width: 100%; }`;
