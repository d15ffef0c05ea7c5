import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { type OnnxModel, type OnnxNode, onnxMessage } from '@rs-sam/foundation/onnx';
import { temporaryFolder } from './small-store';

/** Settings under which preprocessing is `x / 255 − 0`. */
export const plain = { mean: [0, 0, 0], deviation: [1, 1, 1] } as const;

/** Writes an ONNX file and its settings; returns the file's path. */
export async function writeOnnx(
  model: OnnxModel | Uint8Array | string,
  settings: object | string | undefined,
): Promise<string> {
  const file = join(await temporaryFolder(), 'network.onnx');
  const bytes = model instanceof Uint8Array || typeof model === 'string' ? model : onnxMessage(model);
  await writeFile(file, bytes);
  if (settings !== undefined) {
    await writeFile(`${file}.json`, typeof settings === 'string' ? settings : JSON.stringify(settings));
  }
  return file;
}

/** Of a value of each pixel in the channels (r, g, b), a kernel [2, 3, 2, 2] that sums 2 × 2 pixels: first r + 10 g + 100 b, then −r. */
const kernel = Float32Array.from({ length: 24 }, (_, i) => {
  const [filter, channel] = [Math.floor(i / 12), Math.floor(i / 4) % 3];
  return filter === 0 ? 10 ** channel : channel === 0 ? -1 : 0;
});
const sums: OnnxNode = {
  operator: 'Conv',
  inputs: ['image', 'kernel'],
  output: 'sums',
  attributes: { kernel_shape: [2, 2], strides: [2, 2] },
};
const constants = [{ name: 'kernel', shape: [2, 3, 2, 2], values: kernel }];

/** A convolution of 2 × 2 pixels: images `[…, 3, S, S]` → the map `sums` `[…, 2, S / 2, S / 2]`. */
export const channelsFirstNetwork = (shape: readonly (number | string)[] = ['batch', 3, 4, 4]): OnnxModel => ({
  nodes: [sums],
  constants,
  inputs: [{ name: 'image', shape }],
  outputs: [{ name: 'sums', shape: [shape[0] ?? '', 2, 'rows', 'columns'] }],
});

/** The same with channels last: `[batch, 4, 4, 3]` → the map `last` `[batch, 2, 2, 2]`. */
export const channelsLastNetwork: OnnxModel = {
  nodes: [
    { operator: 'Transpose', inputs: ['pixels'], output: 'image', attributes: { perm: [0, 3, 1, 2] } },
    sums,
    { operator: 'Transpose', inputs: ['sums'], output: 'last', attributes: { perm: [0, 2, 3, 1] } },
  ],
  constants,
  inputs: [{ name: 'pixels', shape: ['batch', 4, 4, 3] }],
  outputs: [{ name: 'last', shape: ['batch', 2, 2, 2] }],
};

/**
 * Patches as tokens with their mean before them, as a class token: `[batch, 3, S, S]` → `tokens` `[batch, 1 + S² / 4, 2]`; and `pooled`
 * `[batch, 2]`.
 */
export const tokenNetwork = (size: number | string = 4): OnnxModel => ({
  nodes: [
    sums,
    { operator: 'Reshape', inputs: ['sums', 'flat'], output: 'rows' },
    { operator: 'Transpose', inputs: ['rows'], output: 'patches', attributes: { perm: [0, 2, 1] } },
    { operator: 'ReduceMean', inputs: ['patches'], output: 'class', attributes: { axes: [1], keepdims: 1 } },
    { operator: 'Concat', inputs: ['class', 'patches'], output: 'tokens', attributes: { axis: 1 } },
    { operator: 'ReduceMean', inputs: ['patches'], output: 'pooled', attributes: { axes: [1], keepdims: 0 } },
  ],
  constants: [...constants, { name: 'flat', shape: [3], values: BigInt64Array.of(0n, 2n, -1n) }],
  inputs: [{ name: 'image', shape: ['batch', 3, size, size] }],
  outputs: [
    { name: 'pooled', shape: ['batch', 2] },
    { name: 'tokens', shape: ['batch', 'tokens', 2] },
  ],
});

/** The network with its kernel in the file `kernel.bin` beside it, as large models are exported. */
export function withExternalKernel(model: OnnxModel): { readonly bytes: Uint8Array; readonly kernel: Uint8Array } {
  const others = model.constants.filter(({ name }) => name !== 'kernel');
  const bytes = withGraphField({ ...model, constants: others }, 5, (writer) => {
    for (const extent of [2, 3, 2, 2]) writer.tag(1, WireType.Varint).int64(extent);
    writer.tag(2, WireType.Varint).int32(1);
    writer.tag(8, WireType.LengthDelimited).string('kernel');
    writer.tag(13, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string('location');
    writer.tag(2, WireType.LengthDelimited).string('kernel.bin');
    writer.join();
    writer.tag(14, WireType.Varint).int32(1);
  });
  return { bytes, kernel: new Uint8Array(kernel.buffer) };
}

/** The network with one more input, an integer of any shape. */
export const withSecondInput = (model: OnnxModel, name: string): OnnxModel => ({
  ...model,
  inputs: [...model.inputs, { name, type: 'int64', shape: [] }],
});

/** Two messages one after another are one message with the fields of both: here a graph with one more field. */
function withGraphField(model: OnnxModel, field: number, write: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(7, WireType.LengthDelimited).fork();
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join().join();
  return Buffer.concat([onnxMessage(model), writer.finish()]);
}
