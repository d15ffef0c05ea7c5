import { availableParallelism } from 'node:os';
import type { FeatureExtractor } from '../../extractor/feature-extractor';
import { recommendOnnxruntime } from '../engine/recommend-onnxruntime';
import { localWorker, openWorker, type Worker } from './extraction-process';
import { type ExtractorSource, openExtractor } from './extractor-source';

/** Who extracts. */
export interface WorkerOptions {
  /** A function serves only one worker, because it cannot be sent to another process. */
  readonly extractor: ExtractorSource | (() => Promise<FeatureExtractor> | FeatureExtractor);
  /** Number of processes; 1 is this process. The bytes of the result do not depend on it. Default: 1. */
  readonly workers?: number;
  /** Arguments of Node for the worker processes. Default: those of this process. */
  readonly execArguments?: readonly string[];
}

/**
 * Opens the workers of an extraction; where one cannot be opened, the others are stopped.
 *
 * @throws {ExtractionError} and whatever opening the extractor in this process throws.
 */
export async function openWorkers(options: WorkerOptions): Promise<Worker[]> {
  const { extractor, workers = 1, execArguments = process.execArgv } = options;
  if (typeof extractor === 'function') return [localWorker(await extractor())];
  const threads = Math.max(1, Math.floor(availableParallelism() / workers));
  if (workers === 1) return [localWorker(await openExtractor(extractor, threads))];
  const opening = Array.from({ length: workers }, () => openWorker(extractor, threads, execArguments));
  const opened = await Promise.allSettled(opening);
  const failed = opened.find((result) => result.status === 'rejected');
  const running = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (failed === undefined) {
    // Only this process writes to the terminal.
    const { engine = '' } = running[0]?.description ?? {};
    if ('backbone' in extractor && !('engine' in extractor && extractor.engine) && engine.startsWith('tfjs ')) {
      recommendOnnxruntime(engine);
    }
    return running;
  }
  await Promise.all(running.map((worker) => worker.stop()));
  throw failed.reason;
}
