import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { floatsOf, sizeOf, type WasmBackend } from '../wasm-backend';

/** For more runs of memory than this, tfjs's own kernel is faster. */
const MOST_RUNS = 4096;

/**
 * The kernel `SplitV` by copies inside the heap. tfjs's own kernel copies the whole tensor out of the heap for every piece, so that
 * splitting a sequence of N steps costs N².
 *
 * @returns undefined if the pieces are too many runs of memory: use tfjs's own kernel.
 */
export function splitRuns(
  x: TensorInfo,
  { numOrSizeSplits, axis }: { readonly numOrSizeSplits: number[] | number; readonly axis: number },
  backend: WasmBackend,
): TensorInfo[] | undefined {
  const [along] = util.parseAxisParam(axis, x.shape) as [number];
  const runs = sizeOf(x.shape.slice(0, along));
  if (x.dtype !== 'float32' || runs > MOST_RUNS) return undefined;
  const inner = sizeOf(x.shape.slice(along + 1));
  const whole = (x.shape[along] as number) * inner;
  let start = 0;
  return backend_util.prepareSplitSize(x as never, numOrSizeSplits, along).map((size) => {
    const output = backend.makeOutput(
      x.shape.map((extent, at) => (at === along ? size : extent)),
      'float32',
    );
    const [from, to, length] = [floatsOf(backend, x), floatsOf(backend, output), size * inner];
    for (let run = 0; run < runs; run++) {
      const begin = run * whole + start;
      to.set(from.subarray(begin, begin + length), run * length);
    }
    start += length;
    return output;
  });
}
