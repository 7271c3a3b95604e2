import sanitizeHtml from 'sanitize-html';

export interface SanitisedHtml {
  html: string;
  hasRemoteImages: boolean;
}

const tags =
  'a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 ' +
  'hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr';

const size = ['width', 'height'];
const cell = ['align', 'valign', 'bgcolor', 'colspan', 'rowspan', 'nowrap', ...size];
const table = ['align', 'bgcolor', 'border', 'cellpadding', 'cellspacing', ...size];

const properties =
  'background-color border border-bottom border-collapse border-color border-left border-radius border-right border-spacing border-style ' +
  'border-top border-width clear color direction display float font font-family font-size font-style font-variant font-weight height ' +
  'letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-width min-width padding ' +
  'padding-bottom padding-left padding-right padding-top table-layout text-align text-decoration text-indent text-transform ' +
  'vertical-align white-space width word-break word-wrap';

/** Words, numbers, colours, lists and quoted font names; of functions only colours and sums. Nothing that loads or escapes. */
const styleValue = /^(?:[\w\s#%.,'"!+-]|(?:rgb|rgba|hsl|hsla|calc)\((?=[\w\s%.,+*/-]*\)))[\w\s#%.,'"!+*/()-]*$/i;
const forbiddenStyle = /url|expression|image|element|attr|var\s*\(|\\|\/\*/i;
const safeStyle = { test: (value: string) => value.length < 300 && styleValue.test(value) && !forbiddenStyle.test(value) } as RegExp;

/** Pictures that stand in the message itself; SVG can hold scripts and links. */
const dataImage = /^data:image\/(?:png|gif|jpe?g|webp);base64,[a-z0-9+/=\s]+$/i;

/** What of HTML is kept, whoever wrote it: what shows text, and nothing that runs, submits or loads. Pictures are decided on besides. */
export const shownHtml = {
  allowedTags: tags.split(' '),
  allowedAttributes: {
    '*': ['style', 'dir', 'lang', 'title', 'align'],
    a: ['href', 'target', 'rel'],
    col: ['span', ...size],
    colgroup: ['span', ...size],
    font: ['color', 'face', 'size'],
    hr: ['color', 'noshade', 'size', 'width'],
    img: ['src', 'alt', 'data-remote-src', 'border', ...size],
    li: ['value'],
    ol: ['start', 'type'],
    table,
    td: cell,
    th: cell,
    tr: ['align', 'valign', 'bgcolor'],
    ul: ['type'],
  },
  allowedStyles: { '*': Object.fromEntries(properties.split(' ').map((property) => [property, [safeStyle]])) },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'head',
    'svg',
    'math',
    'template',
    'xmp',
    'noembed',
    'noframes',
    'iframe',
  ],
  nestingLimit: 200,
} satisfies sanitizeHtml.IOptions;

/**
 * Makes a message's HTML safe to show: an allow-list of text elements, attributes and styles. Nothing in the result runs,
 * submits, or loads anything from elsewhere. Pictures from the web wait in `data-remote-src`; those of the message point
 * at their attachment.
 * @param attachmentUrl the URL of the attachment with a Content-ID, or `null` when there is none
 */
export function sanitiseHtml(html: string, attachmentUrl: (contentId: string) => string | null): SanitisedHtml {
  let hasRemoteImages = false;
  const image = (tagName: string, { src = '', alt = '', ...others }: sanitizeHtml.Attributes): sanitizeHtml.Tag => {
    const url = src.trim();
    const attribs: sanitizeHtml.Attributes = { ...others, alt };
    delete attribs['data-remote-src'];
    if (/^cid:/i.test(url)) Object.assign(attribs, withSource(attachmentUrl(decoded(url.slice(4)))));
    else if (dataImage.test(url)) attribs['src'] = url;
    else if (/^(?:https?:)?\/\//i.test(url) && URL.canParse(url, 'https://x')) {
      hasRemoteImages = true;
      attribs['data-remote-src'] = new URL(url, 'https://x').href;
    }
    return { tagName, attribs };
  };
  const result = sanitizeHtml(html, {
    ...shownHtml,
    // A picture's sources are decided on above; a relative URL would point into the host.
    allowedSchemesByTag: { img: ['data', 'http', 'https'] },
    transformTags: {
      html: withDirection,
      body: withDirection,
      img: image,
      a: (tagName, { href = '', ...attribs }) => ({
        tagName,
        attribs: /^(?:https?|mailto|tel):/i.test(href.trim())
          ? { ...attribs, href: href.trim(), target: '_blank', rel: 'noopener noreferrer nofollow' }
          : {},
      }),
    },
  });
  return { html: result, hasRemoteImages };
}

/** The direction and the language that a whole message is read in outlive the elements that say so. */
export function withDirection(tagName: string, { dir, lang }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const attribs = { ...(dir !== undefined && { dir }), ...(lang !== undefined && { lang }) };
  return { tagName: Object.keys(attribs).length === 0 ? tagName : 'div', attribs };
}

function withSource(url: string | null): sanitizeHtml.Attributes {
  return url === null ? {} : { src: url };
}

function decoded(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}
