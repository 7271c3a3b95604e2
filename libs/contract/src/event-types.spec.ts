import { mailEventTypes } from './event-types';
import { mailEventSchema } from './events';

describe('mailEventTypes', () => {
  it('names every event that has a schema', () => {
    expect([...mailEventTypes].sort()).toEqual(mailEventSchema.options.map(({ shape }) => shape.type.value).sort());
  });
});
