import { crossModal } from './cross-modal';
import { gru } from './gru';
import { ranked } from './ranked';
import { rerank } from './reciprocal-rerank';
import type { Runner } from './runner';
import { semanticAlignment } from './semantic-alignment';
import { tripletLoss } from './triplet-loss';

/** Every kind of fixture that our code covers so far. */
export const runners: readonly Runner[] = [semanticAlignment, tripletLoss, gru, crossModal, ranked, rerank];
