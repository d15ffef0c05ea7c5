import type { StepSizes } from '../step/workload';

/** An engine that a part runs on; `cpu` is tfjs's own, in JavaScript. */
export type PartEngine = 'webgpu' | 'tfjs-node-gpu' | 'tfjs-node' | 'wasm+onnxruntime' | 'wasm' | 'cpu';

interface Common {
  readonly engine: PartEngine;
}

/** Scores, losses and gradients of the alignment and every operation, against tfjs in JavaScript. */
export interface ParityRequest extends Common {
  readonly part: 'parity';
}

/** The training step of the alignment module: `pnpm bench step` without a read in each step. */
export interface StepRequest extends Common {
  readonly part: 'step';
  readonly direction: 'i2t' | 't2i';
  readonly sizes: StepSizes;
  readonly warmUp: number;
  readonly steps: number;
}

/** The whole training step of the preset `tuned`, on random features. */
export interface TrainingStepRequest extends Common {
  readonly part: 'training-step';
  readonly direction: 'i2t' | 't2i';
  readonly regions: number;
  readonly depth: number;
  readonly warmUp: number;
  readonly steps: number;
}

/** A gallery that is scored. */
export interface GalleryRequest extends Common {
  readonly part: 'gallery';
  readonly direction: 'i2t' | 't2i';
  readonly sizes: StepSizes;
  readonly seconds: number;
}

/** The preset `tuned` from a store to the evaluation of its test part. */
export interface TrainingRequest extends Common {
  readonly part: 'training';
  readonly direction: 'i2t' | 't2i';
  readonly dataset: string;
  readonly features: string;
  /** The folder of the run; it is made. */
  readonly folder: string;
  /** Of the preset: 6. */
  readonly epochs?: number;
  /** The training stops after this time, and the best checkpoint until then is evaluated. */
  readonly seconds: number;
}

/** What a process of the report is asked to do. */
export type PartRequest = ParityRequest | StepRequest | TrainingStepRequest | GalleryRequest | TrainingRequest;
