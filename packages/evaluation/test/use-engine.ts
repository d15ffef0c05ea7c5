import { prepareBackend } from '@rs-sam/tfjs-backend';

/** The engine of the tests: plain wasm, which gives the same results on every machine. */
export async function useWasm(): Promise<string> {
  return (await prepareBackend({ engine: 'wasm' })).engine;
}
