import { importInstalled } from '@rs-sam/foundation/node';

/** The version whose files are read and written: the last for Node 20. */
const USEARCH_VERSION = '2.25.3';

export type Usearch = typeof import('usearch');
export type UsearchIndex = InstanceType<Usearch['Index']>;

/** @throws MissingPackageError where usearch is not installed, or has no binary for this platform. */
export const loadUsearch = (): Promise<Usearch> =>
  importInstalled(`usearch@${USEARCH_VERSION}`, 'The usearch index of a gallery', () => import('usearch'));

/** Neighbours of each vector in the graph. */
const CONNECTIVITY = 16;

/** Candidates that are kept while a vector is added. */
const ADD = 128;

/**
 * An empty index of float16 vectors, compared by their cosine.
 *
 * @param expansion candidates that are kept during a search, at least; more where more are wanted.
 */
export function emptyIndex({ Index, MetricKind, ScalarKind }: Usearch, width: number, expansion: number): UsearchIndex {
  return new Index({
    ...{ dimensions: width, metric: MetricKind.Cos, quantization: ScalarKind.F16 },
    ...{ connectivity: CONNECTIVITY, expansion_add: ADD, expansion_search: expansion, multi: false },
  });
}
