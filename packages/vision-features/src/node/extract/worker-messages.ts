import type { ExtractorDescription } from '../../extractor/feature-extractor';
import type { NamedImage, NamedPixels } from '../images/named-image';
import type { StepResult, StepSettings } from './extract-step';
import type { ExtractorSource } from './extractor-source';

/** A message to a worker. */
export type ToWorker =
  | { readonly kind: 'open'; readonly source: ExtractorSource; readonly threads: number }
  | { readonly kind: 'step'; readonly settings: StepSettings; readonly images: readonly (NamedImage | NamedPixels)[] };

/** The answer of a worker, one per message. */
export type FromWorker =
  | { readonly kind: 'opened'; readonly description: ExtractorDescription }
  | { readonly kind: 'done'; readonly result: StepResult }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string; readonly stack: string | undefined };
