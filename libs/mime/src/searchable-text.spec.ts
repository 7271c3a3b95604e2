import { htmlToText } from './html-text';
import { parseMessage, preview, searchableText } from './index';
import { collapseWhitespace } from './whitespace';

const shownHtml = (html: string): string => collapseWhitespace(htmlToText(html));

describe('HTML as text', () => {
  it.each([
    ['<p>one</p><p>two <b>bo</b>ld</p>', 'one\ntwo bold'],
    ['<style>p{}</style><script>if (a<b) "</p>"</script>text<title>x</title>', 'text'],
    ['a &amp; b &lt;c&gt; &euro;5 &#x20AC; &#8364; &nbsp; &unknown; &#0;', 'a & b <c> €5 € € &unknown; \ufffd'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['1 < 2 <!-- <p>hidden</p> --> and 3<br>4', '1 < 2 and 3\n4'],
    ['text <a href="x', 'text'],
    ['text <style>never closed', 'text'],
  ])('%s is readable', (html, expected) => {
    expect(shownHtml(html)).toBe(expected);
  });
});

describe('text for search', () => {
  it('comes from the HTML where the plain alternative is blank', () => {
    const bytes = Buffer.from(
      'Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>hello</p>\r\n--b--\r\n',
    );
    expect(searchableText(bytes, parseMessage(bytes))).toBe('hello');
  });

  it('reads no more than it is told, and cuts no character', () => {
    const bytes = Buffer.from(`Content-Type: text/plain; charset=utf-8\r\n\r\n${'€'.repeat(100)}`);
    expect(searchableText(bytes, parseMessage(bytes), 10)).toBe('€€€');
  });

  it('has single spaces and no blank lines', () => {
    expect(collapseWhitespace(' a \t b\r\n\r\n  c\u00a0\u00a0d\u200b\u0000 ')).toBe('a b\nc d');
  });
});

describe('a preview', () => {
  it('begins with what the sender wrote, not with what is quoted', () => {
    const text = 'On Mon, 2 Nov 2026, Ann Lee <ann@example.com>\nwrote:\n> Shall we meet?\n> Ann\nYes, at ten.\nBob';
    expect(preview(text)).toBe('Yes, at ten. Bob');
    expect(preview('Am Montag schrieb Ann:\n> Treffen?\nJa.')).toBe('Ja.');
  });

  it('shows the quote where nothing else was written', () => {
    expect(preview('> Shall we meet?')).toBe('> Shall we meet?');
  });

  it('ends at a word and never within a character', () => {
    expect(preview('alpha beta gamma', 12)).toBe('alpha beta…');
    expect(preview('😀'.repeat(20), 8)).toBe('😀😀😀…');
  });
});
