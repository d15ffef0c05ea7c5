import { imram, pfan, scan } from './cross-attention';
import { crossModal } from './cross-modal';
import { gru } from './gru';
import { peerSuites, peers } from './peers';
import { ranked } from './ranked';
import { rerank } from './reciprocal-rerank';
import type { Runner } from './runner';
import { semanticAlignment } from './semantic-alignment';
import { tripletLoss } from './triplet-loss';
import { mtfnFusion, vseVectors } from './vectors';
import { vseModel } from './vse-model';

/** Every kind of fixture. */
export const runners: readonly Runner[] = [
  semanticAlignment,
  tripletLoss,
  gru,
  crossModal,
  ranked,
  peers,
  peerSuites,
  rerank,
  scan,
  pfan,
  imram,
  vseVectors,
  vseModel,
  mtfnFusion,
];
