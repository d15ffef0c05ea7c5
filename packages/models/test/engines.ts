import { prepareBackend } from '@rs-sam/tfjs-backend';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// tfjs-layers registers the gradients of all operations; tfjs-core alone has none.
import '@tensorflow/tfjs-layers';

/** The engines on which the mathematics is tested. */
export const engines = ['cpu', 'wasm'] as const;

/** Makes that engine the current one. */
export async function useEngine(engine: (typeof engines)[number]): Promise<void> {
  if (engine === 'cpu') await setBackend('cpu');
  else await prepareBackend({ engine: 'wasm' });
}
