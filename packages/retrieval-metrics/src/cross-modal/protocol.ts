import { type Relevance, rangeOf } from '../relevance';

/**
 * Which captions are text queries.
 * - `standard` (VSE++, SCAN and all later work): every caption.
 * - `paper` (Cheng et al. 2021): the first caption of each image.
 *
 * Under both, all captions are ranked for an image query, and any caption of the image is a hit.
 */
export type ProtocolName = (typeof PROTOCOLS)[number];

export const PROTOCOLS = ['standard', 'paper'] as const;

/** The text queries of a protocol, ascending. A caption that is the first of two images is one query. */
export function textQueries(protocol: ProtocolName, relevance: Relevance): Iterable<number> {
  if (protocol === 'standard') return new Uint32Array(relevance.items).keys();
  const firsts = new Set<number>();
  for (let image = 0; image < relevance.queries; image++) {
    const [start, end] = rangeOf(relevance, image);
    if (start < end) firsts.add(relevance.indices[start] as number);
  }
  return [...firsts].sort((a, b) => a - b);
}
