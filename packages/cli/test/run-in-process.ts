import { Writable } from 'node:stream';
import { REGISTRY } from '../src/commands/registry';
import type { CommandFile } from '../src/program/command-file';
import { runCommandLine } from '../src/program/run-command-line';

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly commands?: readonly CommandFile[];
  /** Of `commands`. Default: none. */
  readonly groups?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Whether the output is a terminal. Default: false. */
  readonly watched?: boolean;
}

/** Runs `rs-sam` in this process and returns what it wrote. */
export async function runInProcess(words: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const out = collector();
  const err = collector();
  const terminal = {
    stdout: out.stream,
    stderr: Object.assign(err.stream, { isTTY: options.watched ?? false, columns: 120 }),
    environment: options.environment ?? {},
    signal: options.signal ?? new AbortController().signal,
  };
  const code = await runCommandLine(
    words,
    terminal,
    options.commands ? { commands: options.commands, groups: options.groups ?? {} } : REGISTRY,
  );
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
