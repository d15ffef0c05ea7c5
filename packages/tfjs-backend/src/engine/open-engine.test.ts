import { expect, it } from 'vitest';
import { openEngine } from './open-engine';

it('removes the process listeners that the engine adds when it starts', async () => {
  const count = () => process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
  const before = count();
  await openEngine('wasm', { warn: () => {} });
  expect(count()).toBe(before);
});
