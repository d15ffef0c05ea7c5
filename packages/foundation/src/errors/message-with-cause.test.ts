import { expect, it } from 'vitest';
import { messageWithCause } from './message-with-cause';

it('adds what the cause says, or its code where it says nothing', () => {
  expect(messageWithCause(new Error('terminated', { cause: new Error('other side closed') }))).toBe(
    'terminated: other side closed',
  );
  const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
  expect(messageWithCause(new TypeError('fetch failed', { cause: refused }))).toBe('fetch failed: ECONNREFUSED');
  expect(messageWithCause(new Error('alone'))).toBe('alone');
});
