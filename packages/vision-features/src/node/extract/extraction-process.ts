import { fileURLToPath } from 'node:url';
import { askedProcess } from '@rs-sam/foundation/node';
import { describeExtractor, type ExtractorDescription, type FeatureExtractor } from '../../extractor/feature-extractor';
import type { NamedImage, NamedPixels } from '../images/named-image';
import { extractStep, type StepResult, type StepSettings } from './extract-step';
import { ExtractionError } from './extraction-error';
import type { ExtractorSource } from './extractor-source';
import type { FromWorker, ToWorker } from './worker-messages';

/** Extracts one step after another. */
export interface Worker {
  readonly description: ExtractorDescription;
  run(settings: StepSettings, images: readonly (NamedImage | NamedPixels)[]): Promise<StepResult>;
  stop(): Promise<void>;
}

/** A worker that runs the extractor in this process. */
export function localWorker(extractor: FeatureExtractor): Worker {
  return {
    description: describeExtractor(extractor),
    run: (settings, images) => extractStep(extractor, settings, images),
    stop: async () => extractor.dispose(),
  };
}

/**
 * Starts a process with its own extractor. It is a process, not a thread, so that an abort of a native library loses only one step.
 *
 * @param execArguments - Arguments of Node, as `--import tsx`.
 * @throws {ExtractionError} where the extractor cannot be opened, with the reason.
 */
export async function openWorker(
  source: ExtractorSource,
  threads: number,
  execArguments: readonly string[],
): Promise<Worker> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = fileURLToPath(new URL(`./extraction-worker.${extension}`, import.meta.url));
  const child = askedProcess<ToWorker, FromWorker>(file, { execArguments, endError: workerEnded });
  try {
    const answer = await child.ask({ kind: 'open', source, threads });
    if (answer.kind !== 'opened') throw unexpected(answer);
    return {
      description: answer.description,
      async run(settings, images) {
        const done = await child.ask({ kind: 'step', settings, images });
        if (done.kind !== 'done') throw unexpected(done);
        return done.result;
      },
      stop: async () => {
        child.kill();
      },
    };
  } catch (error) {
    child.kill();
    throw error;
  }
}

function workerEnded(how: string): ExtractionError {
  const remedy =
    'Finished steps are kept: rerun to resume. If memory is short, use fewer workers or a smaller batch size.';
  return new ExtractionError(`A worker process ended with ${how}. ${remedy}`);
}

function unexpected(answer: FromWorker): Error {
  if (answer.kind !== 'failed') return new ExtractionError(`A worker sent an unexpected answer, "${answer.kind}".`);
  const error = new ExtractionError(answer.message);
  if (answer.stack !== undefined) error.stack = answer.stack;
  return error;
}
