import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { floatsOf, sizeOf, type WasmBackend } from './wasm-backend';

/** More runs of memory than this are cheaper to cut in tfjs's own kernel. */
const MOST_RUNS = 4096;

/**
 * Cuts a tensor along an axis by copies inside the heap: the kernel `SplitV`.
 * tfjs's own kernel reads the WHOLE tensor out of the heap for every piece, so that cutting N steps of a sequence costs N².
 *
 * @returns undefined where tfjs's own kernel has to take it.
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
