/** The product that a model computes. */
interface MatMulModelOptions {
  readonly rankA: number;
  readonly rankB: number;
  /** Rank of the result. */
  readonly rank: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * An ONNX model with one node, `y = FusedMatMul(a, b)` of the domain com.microsoft, float32, for any sizes.
 *
 * Written byte by byte: the message has a dozen fields, and a protobuf library would be one more dependency.
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function matMulModel({ rankA, rankB, rank, transposeA, transposeB }: MatMulModelOptions): Uint8Array {
  const node = [
    ...text(1, 'a'),
    ...text(1, 'b'),
    ...text(2, 'y'),
    ...text(4, 'FusedMatMul'),
    ...message(5, integerAttribute('transA', transposeA ? 1 : 0)),
    ...message(5, integerAttribute('transB', transposeB ? 1 : 0)),
    ...text(7, 'com.microsoft'),
  ];
  const graph = [
    ...message(1, node),
    ...text(2, 'product'),
    ...message(11, floatTensor('a', rankA)),
    ...message(11, floatTensor('b', rankB)),
    ...message(12, floatTensor('y', rank)),
  ];
  return Uint8Array.from([
    ...integer(1, 8), // IR version
    ...message(7, graph),
    ...message(8, [...text(1, ''), ...integer(2, 17)]),
    ...message(8, [...text(1, 'com.microsoft'), ...integer(2, 1)]),
  ]);
}

/** A `ValueInfoProto`: a float tensor of this rank and any sizes. */
function floatTensor(name: string, rank: number): number[] {
  const extents = Array.from({ length: rank }, (_, axis) => message(1, text(2, `${name}${axis}`))).flat();
  return [...text(1, name), ...message(2, message(1, [...integer(1, 1), ...message(2, extents)]))];
}

function integerAttribute(name: string, value: number): number[] {
  return [...text(1, name), ...integer(3, value), ...integer(20, 2)];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

function integer(field: number, value: number): number[] {
  return [...varint(field << 3), ...varint(value)];
}

function message(field: number, body: readonly number[]): number[] {
  return [...varint((field << 3) | 2), ...varint(body.length), ...body];
}

function text(field: number, value: string): number[] {
  return message(field, [...new TextEncoder().encode(value)]);
}
