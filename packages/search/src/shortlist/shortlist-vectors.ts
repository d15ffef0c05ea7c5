import type { StoredEncodings } from '../gallery/gallery';
import { meanVectors } from './pool-encoding';
import { projectEncoding, type ShortlistHead } from './shortlist-head';

/** How a gallery's shortlist compares items and texts, see `GalleryManifest.shortlist`. */
export type ShortlistKind = 'head' | 'mean' | 'vector';

/** A model's own vectors where its score is their product; else those of a head; else, without one, normalised means. */
export function shortlistKind(dotProduct: boolean, head: ShortlistHead | null): ShortlistKind {
  if (dotProduct) return 'vector';
  return head?.projections ? 'head' : 'mean';
}

/** The vectors of some images or texts in the space of the shortlist, [n, width]. */
export function shortlistVectors(
  encoding: StoredEncodings,
  side: 'image' | 'text',
  kind: ShortlistKind,
  head: ShortlistHead | null,
): Float32Array {
  if (kind === 'vector') return encoding.vector?.data as Float32Array;
  const projections = kind === 'head' ? head?.projections : null;
  return projections ? projectEncoding(encoding, projections[side], projections.rank) : meanVectors(encoding).data;
}
