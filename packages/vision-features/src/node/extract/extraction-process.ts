import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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
  const child = fork(file, [], {
    execArgv: [...execArguments],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const ask = asker(child);
  try {
    const answer = await ask({ kind: 'open', source, threads });
    if (answer.kind !== 'opened') throw unexpected(answer);
    return {
      description: answer.description,
      async run(settings, images) {
        const done = await ask({ kind: 'step', settings, images });
        if (done.kind !== 'done') throw unexpected(done);
        return done.result;
      },
      stop: async () => {
        child.kill('SIGKILL');
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** Sends one message after another; where the worker dies, the answer is an error with the end of its stderr. */
function asker(child: ChildProcess): (message: ToWorker) => Promise<FromWorker> {
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-2000);
  });
  let settle: ((answer: FromWorker | Error) => void) | undefined;
  let end: Error | undefined;
  const tell = (answer: FromWorker | Error) => {
    settle?.(answer);
    settle = undefined;
  };
  child.on('message', (answer) => tell(answer as FromWorker));
  const ended = (how: string) => {
    const remedy =
      'Finished steps are kept: rerun to resume. If memory is short, use fewer workers or a smaller batch size.';
    const said = output.trim();
    end = new ExtractionError(`A worker process ended with ${how}${said && `: ${said}`}. ${remedy}`);
    tell(end);
  };
  child.on('error', ({ message }) => ended(message));
  child.on('close', (code, signal) => ended(signal ?? `exit code ${code}`));

  return (message) =>
    new Promise((resolve, reject) => {
      settle = (answer) => (answer instanceof Error ? reject(answer) : resolve(answer));
      if (end) tell(end);
      else child.send(message, (error) => error && tell(error));
    });
}

function unexpected(answer: FromWorker): Error {
  if (answer.kind !== 'failed') return new ExtractionError(`A worker sent an unexpected answer, "${answer.kind}".`);
  const error = new ExtractionError(answer.message);
  if (answer.stack !== undefined) error.stack = answer.stack;
  return error;
}
