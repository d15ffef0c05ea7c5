import { describe, expect, it } from 'vitest';
import { isNpy, NPY_HEADER_BYTES, NpyError, npyHeader, parseNpyHeader } from './npy';

/** A header as another program writes it. */
function headerOf(text: string, version = 1): Uint8Array {
  const start = version > 1 ? 12 : 10;
  const encoded = new TextEncoder().encode(text);
  const bytes = new Uint8Array(start + encoded.length);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), version, 0]);
  const view = new DataView(bytes.buffer);
  if (version > 1) view.setUint32(8, encoded.length, true);
  else view.setUint16(8, encoded.length, true);
  bytes.set(encoded, start);
  return bytes;
}

describe('npyHeader', () => {
  it.each([[[3]], [[2, 5]], [[7, 4, 2048]], [[]]])('reads back the shape [%s]', (shape) => {
    const bytes = npyHeader('<f2', shape);
    expect(bytes).toHaveLength(NPY_HEADER_BYTES);
    expect(parseNpyHeader(bytes)).toEqual({
      ...{ type: '<f2', shape, fortranOrder: false },
      ...{ dataStart: NPY_HEADER_BYTES, bytesPerNumber: 2 },
    });
  });

  it('is what NumPy writes: one comma behind a single extent, spaces to the last byte, then a line feed', () => {
    const text = new TextDecoder('latin1').decode(npyHeader('<f4', [3]));
    expect(text.slice(10)).toBe(
      `{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }`.padEnd(117, ' ').concat('\n'),
    );
  });
});

describe('parseNpyHeader', () => {
  it.each([
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L, 4L), }", 1],
    ["{'shape': (2, 3, 4), 'fortran_order': False, 'descr': '<f4'}", 2],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (2,3,4,), }", 3],
    ["{'descr': u'<f4', 'fortran_order': False, 'shape': (2, 3L, 4), }", 1],
    ["{'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 2 , 3 , 4 ) }", 2],
  ])('takes what NumPy has written over the years: %s', (text, version) => {
    expect(parseNpyHeader(headerOf(text, version)).shape).toEqual([2, 3, 4]);
  });

  it('refuses what is no header, and says where', () => {
    expect(isNpy(new Uint8Array(3))).toBe(false);
    expect(() => parseNpyHeader(new Uint8Array(20))).toThrow(NpyError);
    expect(() => parseNpyHeader(npyHeader('<f4', [3]).subarray(0, 60))).toThrow('Byte 8: A header of 128 bytes');
    expect(() => parseNpyHeader(headerOf("{'descr': [('a', '<f4')], 'shape': (2,)}"))).toThrow('no plain type');
    expect(() => parseNpyHeader(headerOf("{'descr': '<f4', 'shape': (2, x)}"))).toThrow('no plain type');
  });

  it('names the types that are no plain numbers: with fields, objects, dates; a version that does not exist', () => {
    const of =
      (descr: string, version = 1) =>
      () =>
        parseNpyHeader(headerOf(`{'descr': ${descr}, 'fortran_order': False, 'shape': (2,)}`, version));
    expect(of("[('größe', '<f4'), ('b', '<i2')]", 3)).toThrow('the type has fields');
    expect(of("[(('title', 'a'), '<f4', (2, 3))]")).toThrow('the type has fields');
    expect(of("'|O'")).toThrow("the type is '|O'");
    expect(of("'<M8[ns]'")).toThrow("the type is '<M8[ns]'");
    expect(of("'<f4'", 4)).toThrow('Version 4');
  });

  it('counts four bytes for each character of a text type', () => {
    const header = parseNpyHeader(headerOf("{'descr': '<U7', 'fortran_order': False, 'shape': (2,)}"));
    expect(header.bytesPerNumber).toBe(28);
  });

  it('takes time in proportion to the length of a shape of digits, and refuses extents that no number holds', () => {
    const of = (shape: string) => () => parseNpyHeader(headerOf(`{'descr': '<f4', 'shape': (${shape})}`, 2));
    expect(of(`${'1'.repeat(50_000)}x`)).toThrow("'shape' is no tuple");
    expect(of('1'.repeat(50_000))).toThrow("'shape' is no tuple");
    expect(of('2 3')).toThrow("'shape' is no tuple");
    expect(of('-2,')).toThrow("'shape' is no tuple");
  });
});
