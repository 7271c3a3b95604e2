import { answer } from '../testing/soap-answers';
import { EnvelopeReader } from './envelope-reader';

describe('where another reader may go on', () => {
  const whole = answer('GetStreamingEvents', '<m:M><m:Id>a &gt; b</m:Id></m:M>');

  it('is behind an envelope, and nowhere in it', () => {
    for (let place = 1; place < whole.length; place++) {
      const reader = new EnvelopeReader();
      reader.read(Buffer.from(whole.slice(0, place)));
      expect(reader.isBetweenEnvelopes).toBe(false);
      reader.read(Buffer.from(whole.slice(place)));
      expect(reader.isBetweenEnvelopes).toBe(true);
    }
  });

  it.each(['<', '<?xml version="1.0"', '<!-- another', `${whole.slice(0, 200)}`])('is not where the next has begun: %s', (beginning) => {
    const reader = new EnvelopeReader();
    reader.read(Buffer.from(`${whole}${beginning}`));
    expect(reader.isBetweenEnvelopes).toBe(false);
  });

  it('is not before the first', () => {
    const reader = new EnvelopeReader();
    reader.read(Buffer.from('<?xml version="1.0" encoding="utf-8"?>'));
    expect(reader.isBetweenEnvelopes).toBe(false);
  });
});
