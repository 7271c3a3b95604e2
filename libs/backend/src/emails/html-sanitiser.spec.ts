import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { sanitiseHtml } from './html-sanitiser';

const vectors = join(__dirname, '../../../../../shared/data/html/hostile-html.jsonl');

const attachmentUrl = (contentId: string): string | null => (contentId === 'logo@x' ? '/api/mail/emails/1/attachments/2' : null);
const clean = (html: string): string => sanitiseHtml(html, attachmentUrl).html;

const parser = new new JSDOM().window.DOMParser();

/** What a browser would find in the result, as it reads it. */
function dangers(html: string): string[] {
  const found: string[] = [];
  for (const element of parser.parseFromString(`<body>${html}</body>`, 'text/html').body.querySelectorAll('*')) {
    const tag = element.localName;
    if (/^(script|style|iframe|object|embed|form|input|button|link|meta|base|svg|math|video|audio|source|template)$/.test(tag))
      found.push(tag);
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on') || /^(srcset|srcdoc|action|formaction|background|poster|id|name|class)$/.test(name))
        found.push(`${tag}[${name}]`);
      if (name === 'href' && !/^(https?|mailto|tel):/i.test(value)) found.push(`${tag}[href=${value}]`);
      if (name === 'src' && !/^(\/api\/mail\/|data:image\/(png|gif|jpe?g|webp);base64,)/i.test(value)) found.push(`${tag}[src=${value}]`);
      if (name === 'style' && /url|expression|import|position|behavior|binding|\\|javascript/i.test(value))
        found.push(`${tag}[style=${value}]`);
    }
  }
  return found;
}

describe('the HTML of a message', () => {
  it('keeps how it looks, and nothing that runs, submits or loads', () => {
    const html =
      '<h1 style="color: #f00; position: fixed">Hi</h1><script>x()</script><p onclick="x()">Text</p><form action="/x"><input></form>';
    expect(clean(html)).toBe('<h1 style="color:#f00">Hi</h1><p>Text</p>');
  });

  it('keeps the direction and the language that the whole of it is read in', () => {
    expect(clean('<html lang="ar"><head><title>x</title></head><body dir="rtl" onload="x()"><p>مرحبا</p></body></html>')).toBe(
      '<div lang="ar"><div dir="rtl"><p>مرحبا</p></div></div>',
    );
    expect(clean('<html><body><p>Hello</p></body></html>')).toBe('<p>Hello</p>');
  });

  it('shows pictures of the message, and keeps those of the web waiting', () => {
    expect(
      sanitiseHtml('<img src="cid:logo@x"><img src="cid:other"><img src="https://track.example/p.gif" width="1">', attachmentUrl),
    ).toEqual({
      html:
        '<img alt="" src="/api/mail/emails/1/attachments/2" /><img alt="" />' +
        '<img width="1" alt="" data-remote-src="https://track.example/p.gif" />',
      hasRemoteImages: true,
    });
  });

  it('opens links elsewhere, without telling from where', () => {
    expect(clean('<a href="https://example.com/a?b=c" target="_top">x</a><a href="javascript:x()">y</a>')).toBe(
      '<a target="_blank" href="https://example.com/a?b=c" rel="noopener noreferrer nofollow">x</a><a>y</a>',
    );
  });

  it.each([
    'color: red; background: url(https://x)',
    'width: expression(1)',
    'background-color: \\75rl(x)',
    'color: var(--x)',
    'font: 1px "}@import x',
  ])('leaves out the style “%s”', (style) => {
    expect(dangers(clean(`<p style='${style}'>x</p>`))).toEqual([]);
  });

  const test = existsSync(vectors) || process.env['REQUIRE_SHARED_DATA'] ? it : it.skip;
  if (!existsSync(vectors)) process.stderr.write('../shared/data/html is absent: the collected hostile HTML is not tried.\n');
  test('is harmless for every collected attack', () => {
    const lines = readFileSync(vectors, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const survivors = lines.flatMap((line) => {
      const { payload } = JSON.parse(line) as { payload: string };
      const found = dangers(clean(payload));
      return found.length > 0 ? [{ payload, found }] : [];
    });
    expect(survivors).toEqual([]);
  }, 60_000);
});
