import fc from 'fast-check';
import { contentDisposition } from './content-disposition';

describe('a downloaded file’s name', () => {
  it.each([
    ['report.pdf', `attachment; filename="report.pdf"; filename*=UTF-8''report.pdf`],
    ['Übersicht "neu".pdf', `attachment; filename="_bersicht _neu_.pdf"; filename*=UTF-8''%C3%9Cbersicht%20_neu_.pdf`],
    ['../../etc/passwd', `attachment; filename="_.._etc_passwd"; filename*=UTF-8''_.._etc_passwd`],
    ['a\r\nX-Evil: 1', `attachment; filename="aX-Evil_ 1"; filename*=UTF-8''aX-Evil_%201`],
    ['\u202Efdp.exe', `attachment; filename="fdp.exe"; filename*=UTF-8''fdp.exe`],
    ['', `attachment; filename="attachment"; filename*=UTF-8''attachment`],
  ])('“%s” is safe', (name, expected) => {
    expect(contentDisposition(name)).toBe(expected);
  });

  it('is one line of ASCII whatever a stranger chose', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(contentDisposition(name)).toMatch(/^attachment; filename="[\x20-\x21\x23-\x7e]+"; filename\*=UTF-8''[\w.!#$&+^`|~%-]+$/);
      }),
    );
  });
});
