import { readSafetensors, webSha256, writeSafetensors } from '@rs-sam/foundation/formats';
import type { StoredEncodings } from '../gallery/gallery';
import type { Projections } from './fit-projections';
import { poolEncoding } from './pool-encoding';
import type { ScoreStatistics } from './score-statistics';
import { ShortlistError } from './shortlist-error';

/** The file of a head, beside the checkpoint that it was fitted to. */
export const HEAD_FILE = 'shortlist.safetensors';

/** What a shortlist and the confidence of a model need beside the model, fitted to a sample of its scores: it belongs to one checkpoint. */
export interface ShortlistHead extends ScoreStatistics {
  /** SHA-256 of the weights of the model that it was fitted to. */
  readonly weights: string;
  /** Null where the model's score is the product of its own vectors. */
  readonly projections: Projections | null;
}

/** The bytes of {@link HEAD_FILE}. */
export async function formatHead({ weights, projections, mean, deviation }: ShortlistHead): Promise<Uint8Array> {
  const shapeOf = (data: Float32Array, rank: number) => [data.length / rank, rank];
  const tensors =
    projections === null
      ? {}
      : {
          image: { shape: shapeOf(projections.image, projections.rank), data: projections.image },
          text: { shape: shapeOf(projections.text, projections.rank), data: projections.text },
        };
  const metadata = {
    ...{ format: 'rs-sam-shortlist', version: '1', weights },
    ...{ mean: String(mean), deviation: String(deviation) },
  };
  const checksum = await checksumOf(tensors, metadata);
  return writeSafetensors(tensors, { metadata: { ...metadata, ...(checksum !== null && { checksum }) } });
}

/**
 * @param file its name, for errors.
 * @throws ShortlistError where it is damaged or of another release.
 */
export async function parseHead(bytes: Uint8Array, file: string): Promise<ShortlistHead> {
  const { tensors, metadata } = readSafetensors(bytes, file);
  const { checksum, ...rest } = metadata;
  const { format, version, weights, mean, deviation } = rest;
  if (format !== 'rs-sam-shortlist' || version !== '1' || weights === undefined) {
    throw new ShortlistError(file, 'is not a shortlist head of this version.', 'Make it with `rs-sam shortlist`.');
  }
  const found = await checksumOf(tensors, rest);
  if (found !== null && found !== checksum) {
    throw new ShortlistError(
      file,
      'does not have the checksum that it gives.',
      'Make it again with `rs-sam shortlist`.',
    );
  }
  const { image, text } = tensors;
  const projections =
    image === undefined || text === undefined
      ? null
      : { rank: image.shape[1] ?? 0, image: image.data as Float32Array, text: text.data as Float32Array };
  return { weights, projections, mean: Number(mean), deviation: Number(deviation) };
}

/** Over everything but the checksum itself; null where the page has no Web Crypto API. */
function checksumOf(
  tensors: Parameters<typeof writeSafetensors>[0],
  metadata: Readonly<Record<string, string>>,
): Promise<string | null> {
  const sorted = Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)));
  return webSha256(writeSafetensors(tensors, { metadata: sorted }));
}

/** The pooled rows of each item times a matrix of a head: [n, rank]. */
export function projectEncoding(encoding: StoredEncodings, matrix: Float32Array, rank: number): Float32Array {
  const { data, width } = poolEncoding(encoding);
  const count = data.length / width;
  const result = new Float32Array(count * rank);
  for (let item = 0; item < count; item++) {
    for (let k = 0; k < width; k++) {
      const value = data[item * width + k] as number;
      for (let r = 0; r < rank; r++) {
        const to = item * rank + r;
        result[to] = (result[to] as number) + value * (matrix[k * rank + r] as number);
      }
    }
  }
  return result;
}
