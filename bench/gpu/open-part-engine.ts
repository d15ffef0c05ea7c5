import { prepareBackend } from '@rs-sam/tfjs-backend';
import { setBackend } from '@tensorflow/tfjs-core';
import type { PartEngine } from './requests';

/** Opens the engine of a part and returns it as reports name it. */
export async function openPartEngine(engine: PartEngine): Promise<string> {
  if (engine !== 'cpu') return (await prepareBackend({ engine, warn: (message) => console.error(message) })).identity;
  await import('@tensorflow/tfjs-backend-cpu');
  await setBackend('cpu');
  return 'cpu';
}
