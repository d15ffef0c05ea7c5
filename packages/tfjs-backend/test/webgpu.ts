import { prepareBackend } from '../src/engine/prepare-backend';

/**
 * Whether the engine webgpu can be opened here: it needs the package `webgpu`, the loader of Vulkan and a driver, for example Mesa's
 * software renderer of version 25. Otherwise the reason, for the name of a skipped test.
 */
export async function webgpuHere(): Promise<{ readonly here: boolean; readonly reason: string }> {
  try {
    await prepareBackend({ engine: 'webgpu', warn: () => {} });
    return { here: true, reason: '' };
  } catch (error) {
    return { here: false, reason: (error as Error).message };
  }
}
