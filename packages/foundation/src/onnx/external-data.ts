import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** The fields of a message that lead to tensors, with the messages in them: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const FIELDS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  model: { 7: 'graph', 25: 'function' },
  function: { 7: 'node' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: { 13: 'external' },
};

/**
 * The files beside an ONNX file that contain its weights, by the names in the model, sorted; none where it has all of them itself.
 *
 * @throws {Error} where the bytes are no protobuf message.
 */
export function externalDataFiles(model: Uint8Array): readonly string[] {
  const names = new Set<string>();
  const visit = (bytes: Uint8Array, kind: string): void => {
    if (kind === 'external') {
      const entry = textFields(bytes);
      if (entry.get(1) === 'location') names.add(entry.get(2) ?? '');
      return;
    }
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      const inner = FIELDS[kind]?.[field];
      if (inner !== undefined && wireType === WireType.LengthDelimited) visit(reader.bytes(), inner);
      else reader.skip(wireType, field);
    }
  };
  visit(model, 'model');
  return [...names].sort();
}

function textFields(bytes: Uint8Array): ReadonlyMap<number, string> {
  const reader = new BinaryReader(bytes);
  const fields = new Map<number, string>();
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (wireType === WireType.LengthDelimited) fields.set(field, reader.string());
    else reader.skip(wireType, field);
  }
  return fields;
}
