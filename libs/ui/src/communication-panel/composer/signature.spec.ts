import { signed, signedOver } from './signature';

describe('a signature', () => {
  it('stands below room to write in, line by line, and means no markup', () => {
    expect(signed('Anna <Berg>\nHarbour & Co')).toBe('<p></p><p>Anna &lt;Berg&gt;<br>Harbour &amp; Co</p>');
    expect(signed('  ')).toBe('');
  });

  it('gives way to that of another account, and nothing else does', () => {
    expect(signedOver('<p>Hello</p><p>Anna</p>', 'Anna', 'Ben $& Co')).toBe('<p>Hello</p><p>Ben $&amp; Co</p>');
    expect(signedOver('<p>Hello</p>', 'Anna', 'Ben')).toBe('<p>Hello</p>');
    expect(signedOver('<p></p>', '', 'Ben')).toBe('<p></p><p>Ben</p>');
  });
});
