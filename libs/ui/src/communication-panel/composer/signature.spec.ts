import { signed, signedOver } from './signature';

describe('A signature', () => {
  it('stands below where one writes', () => {
    expect(signed('Anna Berger\n')).toBe('\n\nAnna Berger');
    expect(signed(' ')).toBe('');
  });

  it('gives way to that of the account that the message is sent from', () => {
    expect(signedOver('Hello\n\nAnna Berger', 'Anna Berger\n', 'Sales team')).toBe('Hello\n\nSales team');
    expect(signedOver('Hello\n\nAnna Berger', 'Anna Berger', '$& costs $1')).toBe('Hello\n\n$& costs $1');
  });

  it('is left alone once somebody has changed it', () => {
    expect(signedOver('Hello\n\nAnna', 'Anna Berger', 'Sales team')).toBe('Hello\n\nAnna');
  });

  it('comes to a message in which nothing is written yet', () => {
    expect(signedOver('', '', 'Sales team')).toBe('\n\nSales team');
    expect(signedOver('Hello', '', 'Sales team')).toBe('Hello');
  });
});
