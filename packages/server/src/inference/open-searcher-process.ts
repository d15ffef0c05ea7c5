import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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
  const child = fork(file, [], {
    execArgv: [...execArguments],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-2000);
  });
  let settle: ((answer: FromProcess | Error) => void) | undefined;
  let end: Error | undefined;
  const tell = (answer: FromProcess | Error) => {
    settle?.(answer);
    settle = undefined;
  };
  const ended = (how: string) => {
    end ??= new ProcessEndedError(output.trim() === '' ? how : `${how}: ${output.trim()}`);
    tell(end);
  };
  child.on('message', (answer) => tell(answer as FromProcess));
  child.on('error', ({ message }) => ended(message));
  const closed = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      ended(signal ?? `exit code ${code}`);
      resolve();
    });
  });

  const ask = (message: ToProcess): Promise<FromProcess> =>
    new Promise((resolve, reject) => {
      settle = (answer) => (answer instanceof Error ? reject(answer) : resolve(answer));
      if (end) tell(end);
      else child.send(message, (error) => error && ended(error.message));
    });
  const stop = () => {
    child.kill('SIGKILL');
    return closed;
  };

  try {
    const opened = await ask({ kind: 'open', open });
    if (opened.kind !== 'opened') throw failure(opened);
    return {
      summary: opened.summary,
      ended: closed,
      async run(job) {
        const done = await ask({ kind: 'job', job });
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
