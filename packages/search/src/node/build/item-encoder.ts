import { toFloat16 } from '@rs-sam/foundation/formats';
import { dispose, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { StoredEncodings } from '../../gallery/gallery';
import { type ArrayRecord, ENCODING, type GalleryManifest, VECTORS } from '../../gallery/gallery-manifest';
import { readEncoding } from '../../query/host-encoding';
import { HEAD_FILE } from '../../shortlist/shortlist-head';
import { shortlistKind, shortlistVectors } from '../../shortlist/shortlist-vectors';
import { EncodingRangeError } from './encoding-range-error';
import type { SearchCheckpoint } from './search-checkpoint';

/** Turns regions into the rows of a segment. */
export interface ItemEncoder {
  readonly arrays: Readonly<Record<string, ArrayRecord>>;
  readonly shortlist: GalleryManifest['shortlist'];
  /**
   * @param regions [count, K, D]
   * @returns of each array, the bytes of its rows.
   */
  encode(regions: Float32Array, count: number): Promise<Readonly<Record<string, Uint8Array>>>;
}

/** Encodes with the model and the head of a checkpoint, in the current engine. */
export async function openItemEncoder(checkpoint: SearchCheckpoint): Promise<ItemEncoder> {
  const { loaded, head, record } = checkpoint;
  const { model, manifest } = loaded;
  const { regions: regionCount, depth } = manifest.features;
  const kind = shortlistKind(model.dotProduct, head);

  const encodeRegions = async (regions: Float32Array, count: number): Promise<EncodedImages> => {
    const images = tidy(() => ({ ...model.encodeImages(tensor3d(regions, [count, regionCount, depth])) }));
    const encoding = await readEncoding(images);
    dispose(images);
    return {
      encoding,
      vectors: kind === 'vector' ? null : shortlistVectors(encoding, 'image', kind, head),
    };
  };

  const sample = await encodeRegions(new Float32Array(regionCount * depth), 1);
  const arrays = arraysOf(sample);
  return {
    arrays,
    shortlist: {
      kind,
      sha256: record.files[HEAD_FILE]?.sha256 ?? null,
      width: (kind === 'vector' ? sample.encoding.vector?.data : sample.vectors)?.length ?? 0,
    },
    encode: async (regions, count) =>
      count === 0
        ? Object.fromEntries(Object.keys(arrays).map((name) => [name, new Uint8Array()]))
        : rowsOf(await encodeRegions(regions, count)),
  };
}

/** What is kept of some images. */
interface EncodedImages {
  readonly encoding: StoredEncodings;
  readonly vectors: Float32Array | null;
}

/** @param sample of one image. */
function arraysOf({ encoding, vectors }: EncodedImages): Record<string, ArrayRecord> {
  return {
    ...Object.fromEntries(
      Object.entries(encoding).map(([name, { shape }]) => [ENCODING + name, { type: '<f2', shape: shape.slice(1) }]),
    ),
    ...(vectors && { [VECTORS]: { type: '<f2', shape: [vectors.length] } }),
  };
}

function rowsOf({ encoding, vectors }: EncodedImages): Record<string, Uint8Array> {
  return {
    ...Object.fromEntries(Object.entries(encoding).map(([name, { data }]) => [ENCODING + name, halves(name, data)])),
    ...(vectors && { [VECTORS]: halves('shortlist vector', vectors) }),
  };
}

const LARGEST_HALF = 65_504;

/** @throws EncodingRangeError for a number that float16 does not have. */
function halves(name: string, values: Float32Array): Uint8Array {
  const wrong = values.find((value) => !(Math.abs(value) <= LARGEST_HALF));
  if (wrong !== undefined) throw new EncodingRangeError(name, wrong);
  const { buffer, byteOffset, byteLength } = toFloat16(values);
  return new Uint8Array(buffer, byteOffset, byteLength);
}
