import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, type StoredTensor, writeSafetensors } from './safetensors';

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
    const bytes = writeSafetensors({ a: { shape: [1], data: Float32Array.of(1) } }, { by: 'test' });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { by: 'test' },
      a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
    });
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f]);
  });

  it('reads back what it wrote, out of a Buffer and at any offset', () => {
    const bytes = writeSafetensors(tensors, { step: '3' });
    expect(readSafetensors(bytes, 'x')).toEqual({ tensors, metadata: { step: '3' } });
    const shifted = Buffer.concat([Buffer.from([1, 2, 3]), bytes]).subarray(3);
    expect(readSafetensors(shifted, 'x').tensors).toEqual(tensors);
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
    ['another type', { a: { dtype: 'F16', shape: [1], data_offsets: [0, 2] } }, 2, 'a has the dtype F16'],
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
});
