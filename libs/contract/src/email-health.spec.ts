import { emailHealthQuerySchema, healthHistoryQuerySchema } from './email-health';
import { reconcileQuerySchema } from './reconciliation';

describe('A question about the health of email', () => {
  it('asks for a day unless it says otherwise, and for a week at most', () => {
    expect(healthHistoryQuerySchema.parse({})).toEqual({ hours: 24 });
    expect(healthHistoryQuerySchema.parse({ hours: '168' })).toEqual({ hours: 168 });
    expect(healthHistoryQuerySchema.safeParse({ hours: '169' }).success).toBe(false);
  });

  it('knows the states that an account may be in, and no other', () => {
    expect(emailHealthQuerySchema.parse({ state: 'needs-attention', q: ' anna ' })).toMatchObject({ state: 'needs-attention', q: 'anna' });
    expect(emailHealthQuerySchema.safeParse({ state: 'green' }).success).toBe(false);
  });
});

describe('A comparison', () => {
  it('mends only when it is told to', () => {
    expect(reconcileQuerySchema.parse({})).toEqual({ repair: false });
    expect(reconcileQuerySchema.parse({ repair: 'true' })).toEqual({ repair: true });
    expect(reconcileQuerySchema.safeParse({ repair: 'perhaps' }).success).toBe(false);
  });
});
