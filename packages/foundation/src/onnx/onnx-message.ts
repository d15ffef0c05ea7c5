import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** The value of an attribute of an ONNX node. */
export type Attribute = number | readonly number[] | string;

/** One operator. */
export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string | readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** A constant: float32, or int64 as shapes and pads are given. */
export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

/** An input or output; an extent with a name can have any size. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
  /** Default: float32. */
  readonly type?: 'float32' | 'int64';
}

/** A model of at least one input and one output. */
export interface OnnxModel {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

// Field numbers and enumerations: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const FLOAT = 1;
const INT64 = 7;
const IR_VERSION = 8;
/** Version of the operators; onnxruntime supports it since 1.14. */
const OPERATOR_SET = 17;

/** The model as an ONNX file's bytes. */
export function onnxMessage({ nodes, constants, inputs, outputs }: OnnxModel): Uint8Array {
  const writer = new BinaryWriter();
  integer(writer, 1, IR_VERSION);
  message(writer, 7, () => {
    for (const node of nodes) message(writer, 1, () => writeNode(writer, node));
    text(writer, 2, 'network');
    for (const constant of constants) message(writer, 5, () => writeConstant(writer, constant));
    for (const input of inputs) message(writer, 11, () => writeValue(writer, input));
    for (const output of outputs) message(writer, 12, () => writeValue(writer, output));
  });
  message(writer, 8, () => {
    text(writer, 1, '');
    integer(writer, 2, OPERATOR_SET);
  });
  return writer.finish();
}

function writeNode(writer: BinaryWriter, { operator, inputs, output, attributes = {} }: OnnxNode): void {
  for (const input of inputs) text(writer, 1, input);
  for (const one of [output].flat()) text(writer, 2, one);
  text(writer, 4, operator);
  for (const [name, value] of Object.entries(attributes)) {
    message(writer, 5, () => {
      text(writer, 1, name);
      if (typeof value === 'string') {
        text(writer, 4, value);
        integer(writer, 20, 3);
      } else if (typeof value === 'number' && !Number.isInteger(value)) {
        writer.tag(2, WireType.Bit32).float(value);
        integer(writer, 20, 1);
      } else if (typeof value === 'number') {
        integer(writer, 3, value);
        integer(writer, 20, 2);
      } else {
        for (const one of value) integer(writer, 8, one);
        integer(writer, 20, 7);
      }
    });
  }
}

function writeConstant(writer: BinaryWriter, { name, shape, values }: OnnxConstant): void {
  for (const extent of shape) integer(writer, 1, extent);
  integer(writer, 2, values instanceof Float32Array ? FLOAT : INT64);
  text(writer, 8, name);
  writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function writeValue(writer: BinaryWriter, { name, shape, type = 'float32' }: OnnxValue): void {
  text(writer, 1, name);
  message(writer, 2, () =>
    message(writer, 1, () => {
      integer(writer, 1, type === 'float32' ? FLOAT : INT64);
      message(writer, 2, () => {
        for (const extent of shape) {
          message(writer, 1, () => (typeof extent === 'number' ? integer(writer, 1, extent) : text(writer, 2, extent)));
        }
      });
    }),
  );
}

function message(writer: BinaryWriter, field: number, write: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write();
  writer.join();
}

function integer(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Varint).int64(value);
}

function text(writer: BinaryWriter, field: number, value: string): void {
  writer.tag(field, WireType.LengthDelimited).string(value);
}
