import type { EngineName } from '@rs-sam/tfjs-backend';
import type { ExtractionParts } from '@rs-sam/vision-features/node';
import type { Job, Jobs } from './jobs';

/** What the process that computes opens. */
export interface OpenRequest {
  /** The folder of the gallery. */
  readonly gallery: string;
  readonly engine: EngineName | undefined;
  readonly parts: ExtractionParts;
  /** As of `tableForQueries`. */
  readonly words: string | null | undefined;
  /** As of `openTextNetworkOf`. */
  readonly textNetwork: string | undefined;
  readonly maxPixels: number;
}

export type ToProcess =
  | { readonly kind: 'open'; readonly open: OpenRequest }
  | { readonly kind: 'job'; readonly job: Job };

export type FromProcess =
  /** `summary` says which engine of TensorFlow.js it is. */
  | { readonly kind: 'opened'; readonly summary: string }
  | { readonly kind: 'done'; readonly answer: Jobs[Job['kind']]['answer'] }
  | {
      readonly kind: 'failed';
      /** Null for an error that no library of rs-sam threw. */
      readonly code: `RS_SAM_${string}` | null;
      readonly message: string;
      readonly stack: string | undefined;
    };
