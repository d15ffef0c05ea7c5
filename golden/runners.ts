import { crossModal } from './cross-modal';
import { ranked } from './ranked';
import { rerank } from './reciprocal-rerank';
import type { Runner } from './runner';

/** Every kind of fixture that our code covers so far. */
export const runners: readonly Runner[] = [crossModal, ranked, rerank];
