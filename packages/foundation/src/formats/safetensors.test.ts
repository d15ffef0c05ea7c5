import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, SafetensorsError, type StoredTensor, writeSafetensors } from './safetensors';

const tensors: Record<string, StoredTensor> = {
  'text/kernel': { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 1e-30, 4) },
  ids: { shape: [2], data: Int32Array.of(7, -8) },
  scalar: { shape: [], data: Float32Array.of(0.25) },
  none: { shape: [0, 4], data: new Float32Array() },
};

/** A file with this header, whatever it says, and so many bytes behind it. */
function fileOf(header: unknown, bytes: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

describe('safetensors', () => {
  it('lays a file out as the format says', () => {
    const bytes = writeSafetensors({ a: { shape: [1], data: Float32Array.of(1) } }, { metadata: { by: 'test' } });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { by: 'test' },
      a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
    });
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f]);
  });

  it('reads back what it wrote, out of a Buffer and at any offset', () => {
    const bytes = writeSafetensors(tensors, { metadata: { step: '3' } });
    expect(readSafetensors(bytes, 'x')).toEqual({ tensors, metadata: { step: '3' } });
    const shifted = Buffer.concat([Buffer.from([1, 2, 3]), bytes]).subarray(3);
    expect(readSafetensors(shifted, 'x').tensors).toEqual(tensors);
  });

  it('writes floats in half precision, integers as they are, and reads both', () => {
    const bytes = writeSafetensors(tensors, { floats: 'F16' });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    // Six halves, two integers, one half.
    expect(bytes.length).toBe(8 + length + 12 + 8 + 2);
    const { tensors: read } = readSafetensors(bytes, 'x');
    expect(read).toEqual({
      ...tensors,
      // 1e-30 is below the smallest half.
      'text/kernel': { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 0, 0, 4) },
    });
  });

  it('refuses a file that was cut short or made longer, wherever', () => {
    const bytes = writeSafetensors(tensors);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        expect(() => readSafetensors(bytes.subarray(0, length), 'cut.safetensors')).toThrow(
          'cut.safetensors cannot be read as safetensors',
        );
      }),
      { numRuns: 100, seed: 1 },
    );
    expect(() => readSafetensors(Buffer.concat([bytes, Buffer.alloc(1)]), 'x')).toThrow('follow the header');
  });

  it.each([
    ['no JSON', '{', 0, 'its header is no JSON object'],
    ['no object', 'null', 0, 'its header is no JSON object'],
    ['another type', { a: { dtype: 'BF16', shape: [1], data_offsets: [0, 2] } }, 2, 'a has the dtype BF16'],
    ['another size', { a: { dtype: 'F32', shape: [3], data_offsets: [0, 4] } }, 4, 'a has the shape [3] and 4 bytes'],
    ['no place', { a: { dtype: 'F32', shape: [1] } }, 4, 'a has the shape [1]'],
    ['a place outside', { a: { dtype: 'F32', shape: [1], data_offsets: [4, 8] } }, 4, 'behind the end of the file'],
    [
      'an overlap',
      { a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] }, b: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } },
      4,
      'its tensors take 8 bytes',
    ],
  ])('refuses a header with %s', (_, header, bytes, message) => {
    expect(() => readSafetensors(fileOf(header, bytes), 'x')).toThrow(message);
  });

  const one = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
  it.each([
    ['two tensors on the same bytes', { a: one, b: one }, 8, 'a and b overlap'],
    [
      'a part in common',
      { b: { ...one, shape: [2], data_offsets: [0, 8] }, a: { ...one, data_offsets: [4, 8] } },
      8,
      'b and a overlap',
    ],
    ['a gap', { a: one, b: { ...one, data_offsets: [8, 12] } }, 12, 'the bytes 4 to 8 before b belong to no tensor'],
    ['a gap at the beginning', { a: { ...one, data_offsets: [4, 8] } }, 8, 'the bytes 0 to 4 before a'],
    [
      'a fraction',
      { a: { ...one, shape: [0.5, 2] } },
      4,
      'a has the shape [0.5,2], which is no list of natural numbers',
    ],
    ['negative extents', { a: { ...one, shape: [-1, -1] } }, 4, 'which is no list of natural numbers'],
    ['a text for an extent', { a: { ...one, shape: ['1'] } }, 4, 'which is no list of natural numbers'],
    ['no shape', { a: { dtype: 'F32', data_offsets: [0, 4] } }, 4, 'a has the shape undefined'],
    ['a text for a shape', { a: { ...one, shape: '1' } }, 4, 'a has the shape "1"'],
    ['offsets that run backwards', { a: { ...one, data_offsets: [4, 0] } }, 4, 'and -4 bytes'],
    ['three offsets', { a: { ...one, data_offsets: [0, 4, 8] } }, 4, 'which are not two natural numbers'],
    ['huge extents', { a: { ...one, shape: [2 ** 52, 2 ** 52] } }, 4, 'and 4 bytes'],
    ['no dtype', { a: { shape: [1], data_offsets: [0, 4] } }, 4, 'a has the dtype undefined'],
    ['a dtype of JavaScript', { a: { ...one, dtype: 'toString' } }, 4, 'a has the dtype toString'],
    ['another dtype of JavaScript', { a: { ...one, dtype: '__proto__' } }, 4, 'a has the dtype __proto__'],
    ['no object', { a: null }, 0, 'a is not described by an object'],
    ['a list', [one], 4, 'its header is no JSON object'],
    ['metadata of numbers', { __metadata__: { step: 3 } }, 0, '__metadata__'],
  ])('refuses %s by a SafetensorsError', (_, header, bytes, message) => {
    const read = () => readSafetensors(fileOf(header, bytes), 'x');
    expect(read).toThrow(SafetensorsError);
    expect(read).toThrow(message);
  });

  it('keeps names that mean something in JavaScript', () => {
    const text =
      '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"toString":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}';
    const { tensors } = readSafetensors(fileOf(text, 8), 'x');
    expect(Object.keys(tensors)).toEqual(['__proto__', 'toString']);
    expect(Object.getPrototypeOf(tensors)).toBe(Object.prototype);
  });

  it('throws nothing but SafetensorsError, and what it reads covers the file', () => {
    const natural = fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.integer(),
      fc.double(),
      fc.constant('4'),
      fc.constant(null),
    );
    const entry = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record(
          {
            dtype: fc.constantFrom('F32', 'I32', 'F16', 'toString', '__proto__', 1),
            shape: fc.oneof(fc.array(natural, { maxLength: 3 }), fc.constantFrom(null, 'x', {})),
            data_offsets: fc.oneof(
              fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })).map(([a, b]) => [4 * a, 4 * b]),
              fc.array(natural, { maxLength: 3 }),
            ),
          },
          { requiredKeys: [] },
        ),
      },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'toString', '__metadata__', '');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, entry), { maxLength: 4 }), fc.nat(24), (entries, bytes) => {
        try {
          const { tensors } = readSafetensors(fileOf(Object.fromEntries(entries), bytes), 'x');
          expect(Object.values(tensors).reduce((sum, { data }) => sum + data.byteLength, 0)).toBe(bytes);
        } catch (error) {
          if (!(error instanceof SafetensorsError)) throw error;
        }
      }),
      { numRuns: 5000, seed: 15 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(() => readSafetensors(bytes, 'x')).toThrow(SafetensorsError);
      }),
      { numRuns: 2000, seed: 15 },
    );
  });
});
