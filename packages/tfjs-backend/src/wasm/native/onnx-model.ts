/** The extents of a tensor: a number, or a name where it may have any size. */
export type Extents = readonly (number | string)[];

/** One operation of a graph, of ONNX's own domain unless another is named. */
export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number>>;
  readonly domain?: 'com.microsoft';
}

/** A graph of float32 tensors. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: Readonly<Record<string, Extents>>;
  readonly outputs: Readonly<Record<string, Extents>>;
  /** Numbers by name: float32 scalars. */
  readonly scalars?: Readonly<Record<string, number>>;
  /** Lists of axes by name, int64. */
  readonly axes?: Readonly<Record<string, readonly number[]>>;
}

/** The first output of every model: one bfloat16 number, a type that onnxruntime-node cannot convert; `onnxruntimeGraphs` says why. */
export const UNCONVERTIBLE = 'unconvertible';

/**
 * The bytes of an ONNX model.
 *
 * Written by hand: the messages have two dozen fields, and a protobuf library would be one more dependency.
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function onnxModel({ nodes, inputs, outputs, scalars = {}, axes = {} }: OnnxGraph): Uint8Array {
  const tensors = (field: number, all: Readonly<Record<string, Extents>>) =>
    Object.entries(all).flatMap(([name, extents]) => message(field, tensorInfo(name, FLOAT, extents)));
  const graph = [
    ...nodes.flatMap((node) => message(1, nodeMessage(node))),
    ...text(2, 'graph'),
    ...Object.entries(scalars).flatMap(([name, value]) =>
      message(5, [...integer(2, FLOAT), ...message(4, floatBytes(value)), ...text(8, name)]),
    ),
    ...Object.entries(axes).flatMap(([name, list]) =>
      message(5, [
        ...integer(1, list.length),
        ...integer(2, INT64),
        ...list.flatMap((axis) => integer(7, axis)),
        ...text(8, name),
      ]),
    ),
    ...message(5, [...integer(2, BFLOAT16), ...message(9, [0, 0]), ...text(8, UNCONVERTIBLE)]),
    ...tensors(11, inputs),
    ...message(12, tensorInfo(UNCONVERTIBLE, BFLOAT16, [])),
    ...tensors(12, outputs),
  ];
  return Uint8Array.from([
    ...integer(1, 8), // IR version
    ...message(7, graph),
    ...message(8, [...text(1, ''), ...integer(2, 18)]),
    ...message(8, [...text(1, 'com.microsoft'), ...integer(2, 1)]),
  ]);
}

/**
 * The same graph `count` times side by side, for as many independent operands: one run of it costs the overhead of one.
 *
 * @param shared the inputs and extents that all have in common. Every other name of graph number i begins with `i.`.
 */
export function repeated(graph: OnnxGraph, count: number, shared: readonly string[]): OnnxGraph {
  const { scalars = {}, axes = {} } = graph;
  const common = new Set([...shared, ...Object.keys(scalars), ...Object.keys(axes)]);
  const copies = Array.from({ length: count }, (_, i) => {
    const rename = (name: string): string => (common.has(name) ? name : copyName(i, name));
    const tensors = (all: Readonly<Record<string, Extents>>) =>
      Object.entries(all).map(([name, extents]): [string, Extents] => [
        rename(name),
        extents.map((extent) => (typeof extent === 'number' ? extent : rename(extent))),
      ]);
    return {
      nodes: graph.nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map(rename),
        outputs: node.outputs.map(rename),
      })),
      inputs: tensors(graph.inputs),
      outputs: tensors(graph.outputs),
    };
  });
  return {
    nodes: copies.flatMap(({ nodes }) => nodes),
    inputs: Object.fromEntries(copies.flatMap(({ inputs }) => inputs)),
    outputs: Object.fromEntries(copies.flatMap(({ outputs }) => outputs)),
    scalars,
    axes,
  };
}

/** The name that a tensor has in copy `i` of a repeated graph. */
export function copyName(i: number, name: string): string {
  return `${i}.${name}`;
}

/** `TensorProto.DataType` */
const FLOAT = 1;
const INT64 = 7;
const BFLOAT16 = 16;
/** `AttributeProto.AttributeType` */
const INT = 2;

function nodeMessage({ operator, inputs, outputs, attributes = {}, domain }: OnnxNode): number[] {
  return [
    ...inputs.flatMap((name) => text(1, name)),
    ...outputs.flatMap((name) => text(2, name)),
    ...text(4, operator),
    ...Object.entries(attributes).flatMap(([name, value]) =>
      message(5, [...text(1, name), ...integer(3, value), ...integer(20, INT)]),
    ),
    ...(domain === undefined ? [] : text(7, domain)),
  ];
}

/** A `ValueInfoProto`: a tensor of this type with these extents. */
function tensorInfo(name: string, type: number, extents: Extents): number[] {
  const dimensions = extents.flatMap((extent) =>
    message(1, typeof extent === 'number' ? integer(1, extent) : text(2, extent)),
  );
  return [...text(1, name), ...message(2, message(1, [...integer(1, type), ...message(2, dimensions)]))];
}

function floatBytes(value: number): number[] {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
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
