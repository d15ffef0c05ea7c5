import type { NativeGraph, NativeGraphs, NativeTensor } from '../native/native-graphs';
import { type Extents, onnxModel } from '../native/onnx-model';

/** One operand of a product: `[..., rows, columns]`. */
export interface MatMulOperand extends NativeTensor {
  readonly transpose: boolean;
}

/**
 * Writes `a b` into `output`, with leading dimensions broadcast.
 *
 * @returns as `NativeGraphs.run`
 */
export function nativeProduct(native: NativeGraphs, a: MatMulOperand, b: MatMulOperand, output: NativeTensor): boolean {
  return native.run(productGraph(a, b, output), { a, b }, { y: output });
}

/** One node, `y = FusedMatMul(a, b)`, for any sizes of these ranks. */
function productGraph(a: MatMulOperand, b: MatMulOperand, y: NativeTensor): NativeGraph {
  const [transA, transB] = [a.transpose ? 1 : 0, b.transpose ? 1 : 0];
  const extents = (name: string, { shape }: NativeTensor): Extents => shape.map((_, axis) => `${name}${axis}`);
  return {
    name: `product ${a.shape.length} ${b.shape.length} ${y.shape.length} ${transA} ${transB}`,
    // Its output is on the wasm heap; a second copy of every temporary would only cost memory.
    keepMemory: false,
    model: () =>
      onnxModel({
        nodes: [
          {
            operator: 'FusedMatMul',
            inputs: ['a', 'b'],
            outputs: ['y'],
            attributes: { transA, transB },
            domain: 'com.microsoft',
          },
        ],
        inputs: { a: extents('a', a), b: extents('b', b) },
        outputs: { y: extents('y', y) },
      }),
  };
}
