import { Writable } from 'node:stream';
import type { CommandFile } from '../src/command-file';
import { runCommandLine } from '../src/run-command-line';

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly commands?: readonly CommandFile[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Whether a person seems to watch. Default: false. */
  readonly watched?: boolean;
}

/** Runs `rs-sam` in this process and gives back what it wrote. */
export async function runInProcess(words: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const out = collector();
  const err = collector();
  const terminal = {
    stdout: out.stream,
    stderr: Object.assign(err.stream, { isTTY: options.watched ?? false, columns: 120 }),
    environment: options.environment ?? {},
    signal: options.signal ?? new AbortController().signal,
  };
  const code = await runCommandLine(words, terminal, options.commands);
  return { code, stdout: out.text(), stderr: err.text() };
}

function collector() {
  const pieces: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      pieces.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => pieces.join('') };
}
