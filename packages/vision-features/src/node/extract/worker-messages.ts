import type { NamedImage, StepResult, StepSettings } from './extract-step';
import type { ExtractorSource } from './extractor-source';
import type { ExtractorDescription } from './feature-extractor';

/** What a worker is told. */
export type ToWorker =
  | { readonly kind: 'open'; readonly source: ExtractorSource; readonly threads: number }
  | { readonly kind: 'step'; readonly settings: StepSettings; readonly pictures: readonly NamedImage[] };

/** What a worker answers, one answer a message. */
export type FromWorker =
  | { readonly kind: 'opened'; readonly description: ExtractorDescription }
  | { readonly kind: 'done'; readonly result: StepResult }
  | { readonly kind: 'failed'; readonly name: string; readonly message: string; readonly stack: string | undefined };
