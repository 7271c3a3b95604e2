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
    ['[2001:db8::1]:8443', '[2001:db8::1]:8443'],
    ['post.müller.example', 'post.xn--mller-kva.example'],
  ])('pasted as %j is %j', (pasted, address) => {
    expect(normaliseServiceAddress(pasted)).toEqual({ address });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['https://anna:secret@mail.example.com', 'credentials'],
    ['anna@mail.example.com', 'credentials'],
    ['mail.example.com/owa', 'path'],
    ['mail.example.com/EWS/Exchange.asmx?wsdl', 'path'],
    ['mail.example.com#top', 'path'],
    ['ftp://mail.example.com', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['mail example.com', 'host'],
    ['mail.example.com:99999', 'host'],
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
