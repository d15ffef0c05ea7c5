import type { Serializable } from 'node:child_process';
import { fork } from 'node:child_process';

/** A process that answers one message after another. */
export interface AskedProcess<To, From> {
  /**
   * Sends a message and waits for the answer; the next one is sent after it.
   *
   * @throws what `endError` makes, where the process has ended or ends before it answers.
   */
  ask(message: To): Promise<From>;
  /** Ends it at once, whatever it does. */
  kill(): void;
  /** Settles when it has ended, by itself too. */
  readonly ended: Promise<void>;
}

/** How a process is started. */
export interface AskedProcessOptions {
  /** Arguments of Node, as `--import tsx`. */
  readonly execArguments: readonly string[];
  /** The error of what is asked for when the process has ended: with which signal, exit code and last words on stderr. */
  readonly endError: (how: string) => Error;
}

/** Starts a file as a process of its own. It takes messages by `process.on('message')` and answers each with `process.send`. */
export function askedProcess<To, From>(
  file: string,
  { execArguments, endError }: AskedProcessOptions,
): AskedProcess<To, From> {
  const child = fork(file, [], {
    execArgv: [...execArguments],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-2000);
  });
  let settle: ((answer: From | Error) => void) | undefined;
  let end: Error | undefined;
  const tell = (answer: From | Error) => {
    settle?.(answer);
    settle = undefined;
  };
  const endedWith = (how: string) => {
    const said = output.trim();
    end ??= endError(said === '' ? how : `${how}: ${said}`);
    tell(end);
  };
  child.on('message', (answer) => tell(answer as From));
  child.on('error', ({ message }) => endedWith(message));
  const ended = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      endedWith(signal ?? `exit code ${code}`);
      resolve();
    });
  });
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        settle = (answer) => (answer instanceof Error ? reject(answer) : resolve(answer));
        if (end) tell(end);
        else child.send(message as Serializable, (error) => error && endedWith(error.message));
      }),
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}
