import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The output of a child process, and the reason if it stopped early. */
export interface ChildResult<T> {
  /** The JSON of the last complete line that it printed. */
  readonly result?: T;
  readonly failure?: string;
}

export interface ChildOptions {
  /** Time limit in seconds. */
  readonly seconds: number;
  /** Environment variables in addition to those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a program that prints its result as a line of JSON. A child that aborts, runs out of memory or exceeds the time limit is also a
 * result, so that one failing case does not end the whole benchmark.
 */
export function runChild<T>(command: string, args: readonly string[], options: ChildOptions): Promise<ChildResult<T>> {
  const { seconds, environment } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      timeout: 1000 * seconds,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    let out = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text;
    });
    child.on('error', ({ message }) => resolve({ failure: message }));
    child.on('close', (code, signal) => {
      const line = out.split('\n').findLast((text) => text.startsWith('{'));
      const reported = line === undefined ? {} : { result: JSON.parse(line) as T };
      // Skip the line of minified source that Node prints above the message.
      const reason = errors
        .split('\n')
        .find((text) => text.length < 200 && /^\w*Error\b|aborted|out of memory/i.test(text));
      if (code === 0) resolve(reported);
      else if (signal === 'SIGTERM') resolve({ ...reported, failure: `stopped after ${seconds} s` });
      else resolve({ ...reported, failure: reason?.trim() ?? `ended with ${signal ?? code}` });
    });
  });
}

/** Runs a TypeScript file of this folder with the Node options of this process. */
export function runCase<T>(file: URL, args: readonly string[], options: ChildOptions): Promise<ChildResult<T>> {
  return runChild(process.execPath, [...process.execArgv, fileURLToPath(file), ...args], options);
}
