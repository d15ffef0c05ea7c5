import { NpyError, type NpyHeader, npyHeader, parseNpyHeader } from '@rs-sam/foundation/formats';

/** The numbers of a feature file: NumPy's `float32` or `float16`, little-endian. */
export type FeatureType = 'float32' | 'float16';

const NPY_TYPES: Readonly<Record<FeatureType, string>> = { float32: '<f4', float16: '<f2' };

export const bytesOf = (dtype: FeatureType): number => (dtype === 'float32' ? 4 : 2);

/** The header of a feature file. */
export function featureHeader(dtype: FeatureType, shape: readonly number[]): Uint8Array {
  return npyHeader(NPY_TYPES[dtype], shape);
}

/** The header of a NumPy file, with the type by its name in a store. */
export interface FeatureHeader extends NpyHeader {
  readonly dtype: FeatureType;
}

/**
 * @param bytes the beginning of the file.
 * @returns null where this is not a NumPy file of little-endian float32 or float16 in C order.
 */
export function parseFeatureHeader(bytes: Uint8Array): FeatureHeader | null {
  try {
    const header = parseNpyHeader(bytes);
    const dtype = (Object.keys(NPY_TYPES) as FeatureType[]).find((name) => NPY_TYPES[name] === header.type);
    return dtype === undefined || header.fortranOrder ? null : { ...header, dtype };
  } catch (error) {
    if (error instanceof NpyError) return null;
    throw error;
  }
}
