import { prepareBackend } from '@rs-sam/tfjs-backend';

/** The engine that the tests run on: plain wasm, which is the same everywhere. */
export async function useWasm(): Promise<string> {
  return (await prepareBackend({ engine: 'wasm' })).engine;
}
