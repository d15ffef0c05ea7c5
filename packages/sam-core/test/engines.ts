import { prepareBackend } from '@rs-sam/tfjs-backend';
import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// tfjs-layers registers the gradients of all operations; tfjs-core alone has none.
import '@tensorflow/tfjs-layers';
import { webgpuHere } from '../../tfjs-backend/test/webgpu';

/** Whether the engine webgpu can be opened here, and the reason if it cannot. */
export const webgpu = await webgpuHere();

/**
 * The engines on which the mathematics is tested: composed operations on `cpu`, the fused kernels on `wasm` and, where there is an adapter,
 * on `webgpu`.
 */
export const engines = ['cpu', 'wasm', ...(webgpu.here ? (['webgpu'] as const) : [])] as const;

/** Makes that engine the current one. */
export async function useEngine(engine: (typeof engines)[number]): Promise<void> {
  if (engine === 'cpu') await setBackend('cpu');
  else await prepareBackend({ engine });
}
