import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { NamedImage, StepResult, StepSettings } from './extract-step';
import { extractStep } from './extract-step';
import { ExtractionError } from './extraction-error';
import type { ExtractorSource } from './extractor-source';
import { describeExtractor, type ExtractorDescription, type FeatureExtractor } from './feature-extractor';
import type { FromWorker, ToWorker } from './worker-messages';

/** Somebody who extracts one step after another. */
export interface Worker {
  readonly description: ExtractorDescription;
  run(settings: StepSettings, pictures: readonly NamedImage[]): Promise<StepResult>;
  stop(): Promise<void>;
}

/** The extractor in this process. */
export function localWorker(extractor: FeatureExtractor): Worker {
  return {
    description: describeExtractor(extractor),
    run: (settings, pictures) => extractStep(extractor, settings, pictures),
    stop: async () => extractor.dispose(),
  };
}

/**
 * Starts a process with an extractor of its own. A process and not a thread: when a native library aborts, only the step is lost.
 *
 * @param execArguments - Node's own arguments, as `--import tsx`.
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
      async run(settings, pictures) {
        const done = await ask({ kind: 'step', settings, pictures });
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

/** One question after another; a worker that dies answers with an error that tells its last words. */
function asker(child: ChildProcess): (message: ToWorker) => Promise<FromWorker> {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2000);
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
      'What was done is kept: run it again to go on. Too little memory? Use fewer workers or a smaller batch.';
    const said = words.trim();
    end = new ExtractionError(`A worker process ended with ${how}${said && `, saying: ${said}`}. ${remedy}`);
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
  if (answer.kind !== 'failed') return new ExtractionError(`A worker answered "${answer.kind}" out of turn.`);
  const error = new ExtractionError(answer.message);
  if (answer.stack !== undefined) error.stack = answer.stack;
  return error;
}
