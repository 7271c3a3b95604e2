import fc from 'fast-check';
import { normaliseServiceAddress, serviceAddressSchema } from './service-address';
import { fieldProblems } from './problem';

describe('A service address', () => {
  it.each([
    ['example.exchange.com', 'example.exchange.com'],
    ['  Mail.Example.COM ', 'mail.example.com'],
    ['mail.example.com:8443', 'mail.example.com:8443'],
    ['mail.example.com:443', 'mail.example.com'],
    ['https://mail.example.com', 'mail.example.com'],
    ['https://mail.example.com/', 'mail.example.com'],
    ['https://mail.example.com/EWS/Exchange.asmx', 'mail.example.com'],
    ['mail.example.com/ews/exchange.asmx', 'mail.example.com'],
    ['http://mail.example.com:8080', 'http://mail.example.com:8080'],
    ['localhost:8443', 'localhost:8443'],
    ['10.0.0.5', '10.0.0.5'],
    ['[2001:DB8:0::1]:8443', '[2001:db8::1]:8443'],
    ['https://[2001:db8::1]/EWS/Exchange.asmx', '[2001:db8::1]'],
    ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
    ['0x7f.1', '127.0.0.1'],
    ['2130706433:8443', '127.0.0.1:8443'],
    ['１２７。０。０。１', '127.0.0.1'],
    ['exchange', 'exchange'],
    ['mail_host.example.com', 'mail_host.example.com'],
    ['mail.example.com.', 'mail.example.com'],
    ['mail.example.com.:8443', 'mail.example.com:8443'],
    ['mail.example.com:', 'mail.example.com'],
    ['HTTPS://Mail.Example.COM:0443/ews/EXCHANGE.ASMX/', 'mail.example.com'],
    ['mail.example.com/EWS', 'mail.example.com'],
    ['mail.example.com/EWS/', 'mail.example.com'],
    ['http://mail.example.com:80/EWS/Exchange.asmx', 'http://mail.example.com'],
    ['\tmail.example.com\n', 'mail.example.com'],
    ['\u00a0mail.example.com\u200b', 'mail.example.com'],
    ['post.müller.example', 'post.xn--mller-kva.example'],
    ['POST.MÜLLER.example:8443', 'post.xn--mller-kva.example:8443'],
    ['xn--mller-kva.example', 'xn--mller-kva.example'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
  ])('pasted as %j is %j', (pasted, address) => {
    expect(normaliseServiceAddress(pasted)).toEqual({ address });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['https://anna:secret@mail.example.com', 'credentials'],
    ['anna@mail.example.com', 'credentials'],
    ['@mail.example.com', 'credentials'],
    ['https://:@mail.example.com', 'credentials'],
    ['https://mail.example.com@evil.example/EWS/Exchange.asmx', 'credentials'],
    ['anna%40mail.example.com@evil.example', 'credentials'],
    ['mail.example.com/owa', 'path'],
    ['mail.example.com/EWS/Exchange.asmx?wsdl', 'path'],
    ['mail.example.com/EWS/Exchange.asmx/../../owa', 'path'],
    ['mail.example.com//EWS/Exchange.asmx', 'path'],
    ['mail.example.com/EWS/Exchange.asmx#x', 'path'],
    ['mail.example.com/Microsoft-Server-ActiveSync', 'path'],
    ['mail.example.com/?token=1', 'path'],
    ['mail.example.com#top', 'path'],
    ['ftp://mail.example.com', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://127.0.0.1:25', 'scheme'],
    ['javascript://mail.example.com', 'scheme'],
    ['javascript:alert(1)', 'host'],
    ['mail example.com', 'host'],
    ['mail.example.com:99999', 'host'],
    ['mail.example.com:0', 'host'],
    ['mail.example.com:https', 'host'],
    ['mail.example.com,mail2.example.com', 'host'],
    ['mail.example.com;x', 'host'],
    ['*.example.com', 'host'],
    ['mail..example.com', 'host'],
    ['-mail.example.com', 'host'],
    ['300.1.1.1', 'host'],
    ['[fe80::1%25eth0]', 'host'],
    ['[::1', 'host'],
    ['::1', 'host'],
    ['example.com\\@evil.example', 'host'],
    [`${'a'.repeat(64)}.example.com`, 'host'],
    ['https://', 'host'],
    ['\\\\server\\share', 'host'],
  ])('pasted as %j is refused: %s', (pasted, problem) => {
    const result = serviceAddressSchema.safeParse(pasted);
    expect(result.success ? [] : fieldProblems(result.error).map(({ code }) => code)).toEqual([`service-address-${problem}`]);
  });

  it('never holds a path, credentials or white space, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string(), fc.domain()), (pasted) => {
        const result = normaliseServiceAddress(pasted);
        if ('problem' in result) return;
        expect(result.address).toMatch(/^(http:\/\/)?[^\s/@?#]+$/);
        expect(normaliseServiceAddress(result.address)).toEqual(result);
      }),
    );
  });
});
