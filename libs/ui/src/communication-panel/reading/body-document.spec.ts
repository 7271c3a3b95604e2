import { bodyDocument, type BodyPolicy } from './body-document';

const blocked: BodyPolicy = { attachmentsUrl: 'https://crm.example/api/mail/emails/e1/attachments/', remoteImages: false };

function parsed(html: string, policy: BodyPolicy = blocked): Document {
  return new DOMParser().parseFromString(bodyDocument(html, policy), 'text/html');
}

function policyOf(page: Document): string {
  return page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '';
}

describe('the document that shows a hostile email', () => {
  it('allows nothing by its policy but its own styles and the pictures of this email', () => {
    expect(policyOf(parsed('<p>Hello</p>'))).toBe(
      "default-src 'none'; img-src data: https://crm.example/api/mail/emails/e1/attachments/; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'",
    );
  });

  it('has its policy before anything of the email', () => {
    const page = parsed('</head><body><style>p { color: red }</style><img src="https://spy.example/1.gif">');
    const policy = page.querySelector('meta[http-equiv]');
    const image = page.querySelector('img');
    expect(policy && image && policy.compareDocumentPosition(image) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(page.head.firstElementChild?.getAttribute('charset')).toBe('utf-8');
    expect(page.head.children[1]).toBe(policy);
  });

  it.each([
    ['a script', '<script>alert(1)</script>', 'script'],
    ['a handler', '<img src="x" onerror="alert(1)">', '[onerror]'],
    ['a frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe>', 'iframe'],
    ['an object', '<object data="x.swf"></object><embed src="x.swf">', 'object, embed'],
    ['a form', '<form action="https://evil.example"><input></form>', 'form'],
    ['another base', '<base href="https://evil.example/">', 'base'],
    ['a redirect', '<meta http-equiv="refresh" content="0;url=https://evil.example">', 'meta[http-equiv="refresh"]'],
    ['another policy', '<link rel="stylesheet" href="https://evil.example/x.css">', 'link'],
    ['a script in a picture', '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>', 'script, [*|href]'],
  ])('takes %s out', (_what, html, selector) => {
    const page = parsed(`<p>Before</p>${html}<p>After</p>`);
    const found = selector.includes('*|') ? page.querySelector('svg script, svg a[href]') : page.querySelector(selector);
    expect(found).toBeNull();
    expect(page.body.innerHTML).not.toContain('javascript:');
    expect(page.body.textContent).toContain('After');
  });

  it('opens links in a window that knows nothing of this one, and disarms what is no link', () => {
    const page = parsed(
      '<a href="https://example.com" target="_top">web</a><a href=" JavaScript:alert(1)">run</a><a href="mailto:a@b.example">mail</a>',
    );
    const [web, run, mail] = Array.from(page.querySelectorAll('a'));
    expect(web?.target).toBe('_blank');
    expect(web?.rel).toBe('noopener noreferrer');
    expect(run?.hasAttribute('href')).toBe(false);
    expect(mail?.getAttribute('href')).toBe('mailto:a@b.example');
  });

  it('asks nobody for remote images until the user wants them', () => {
    const html = '<img data-remote-src="https://spy.example/1.gif"><img data-remote-src="javascript:alert(1)">';
    expect(parsed(html).querySelector('img[src]')).toBeNull();
    const shown = parsed(html, { ...blocked, remoteImages: true });
    expect(Array.from(shown.querySelectorAll('img[src]'), (image) => image.getAttribute('src'))).toEqual(['https://spy.example/1.gif']);
    expect(policyOf(shown)).toContain('img-src data: https://crm.example/api/mail/emails/e1/attachments/ https: http:;');
    expect(shown.querySelector('meta[name="referrer"]')?.getAttribute('content')).toBe('no-referrer');
  });
});
