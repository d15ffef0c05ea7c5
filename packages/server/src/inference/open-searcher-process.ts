import { fileURLToPath } from 'node:url';
import { askedProcess } from '@rs-sam/foundation/node';
import type { Computer } from './inference';
import { JobError, ProcessEndedError } from './job-error';
import type { FromProcess, OpenRequest, ToProcess } from './messages';

/** How the process is started. */
export interface SearcherProcessOptions extends OpenRequest {
  /** Arguments of Node, as `--import tsx`. */
  readonly execArguments: readonly string[];
}

/** A process that computes, and the engine of TensorFlow.js in it. */
export interface SearcherProcess extends Computer {
  readonly summary: string;
}

/**
 * Starts a process with the model and the gallery. It is a process, not a thread, so that an abort of a native library, as of an image
 * decoder, ends it alone.
 *
 * @throws JobError where the gallery or the engine cannot be opened, with the code of the library's error.
 */
export async function openSearcherProcess({
  execArguments,
  ...open
}: SearcherProcessOptions): Promise<SearcherProcess> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = fileURLToPath(new URL(`./searcher-process.${extension}`, import.meta.url));
  const child = askedProcess<ToProcess, FromProcess>(file, {
    execArguments,
    endError: (how) => new ProcessEndedError(how),
  });
  const stop = () => {
    child.kill();
    return child.ended;
  };
  try {
    const opened = await child.ask({ kind: 'open', open });
    if (opened.kind !== 'opened') throw failure(opened);
    return {
      summary: opened.summary,
      ended: child.ended,
      async run(job) {
        const done = await child.ask({ kind: 'job', job });
        if (done.kind !== 'done') throw failure(done);
        return done.answer;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function failure(answer: FromProcess): Error {
  if (answer.kind !== 'failed')
    return new Error(`The process that computes sent an unexpected answer, "${answer.kind}".`);
  const { code, message, stack } = answer;
  const error = code === null ? new Error(message) : new JobError(code, message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
