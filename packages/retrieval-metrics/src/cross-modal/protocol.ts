import { type Relevance, rangeOf } from '../relevance';

/**
 * Which captions are asked for their image.
 * - `standard` (VSE++, SCAN and all later work): every caption is a text query.
 * - `paper` (Cheng et al. 2021): the first caption of each image is.
 *
 * In both, an image query is ranked against all captions, and any of its own is a hit.
 */
export type ProtocolName = 'standard' | 'paper';

/** The text queries of a protocol, ascending; a caption that comes first for two images is asked once. */
export function textQueries(protocol: ProtocolName, relevance: Relevance): Iterable<number> {
  if (protocol === 'standard') return new Uint32Array(relevance.items).keys();
  const firsts = new Set<number>();
  for (let image = 0; image < relevance.queries; image++) {
    const [start, end] = rangeOf(relevance, image);
    if (start < end) firsts.add(relevance.indices[start] as number);
  }
  return [...firsts].sort((a, b) => a - b);
}
