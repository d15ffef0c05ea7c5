import { type EngineName, prepareBackend } from '@rs-sam/tfjs-backend';

/**
 * The engine of the tests: plain wasm, which gives the same results on every machine; or the one that RS_SAM_TEST_ENGINE names, to try
 * another (`scripts/tfjs-node.ts`).
 */
export async function useWasm(): Promise<string> {
  return (await prepareBackend({ engine: (process.env.RS_SAM_TEST_ENGINE || 'wasm') as EngineName })).engine;
}
