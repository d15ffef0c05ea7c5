import { expect, it } from 'vitest';
import { openEngine } from './open-engine';

it('leaves no listener of the engine on the process when it starts', async () => {
  const count = () => process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
  const before = count();
  await openEngine('wasm', { warn: () => {} });
  expect(count()).toBe(before);
});
