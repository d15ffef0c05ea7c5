import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RunResult } from './run-in-process';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/**
 * The words that start `rs-sam` as a process of its own: of the sources, or of the build that `RS_SAM_BUILT_PROGRAM` names, which starts three
 * times as fast.
 */
export const COMMAND: readonly [string, ...string[]] = process.env.RS_SAM_BUILT_PROGRAM
  ? [process.execPath, process.env.RS_SAM_BUILT_PROGRAM]
  : [process.execPath, '--import', import.meta.resolve('tsx'), MAIN];

export interface ProcessOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Interrupts the process, as Ctrl-C does, as soon as this returns true. */
  readonly interruptWhen?: () => Promise<boolean>;
}

/** Runs `rs-sam` as a separate process, as a shell does. */
export function runAsProcess(words: readonly string[], options: ProcessOptions = {}): Promise<RunResult> {
  const [program, ...start] = COMMAND;
  const child = spawn(program, [...start, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    const interrupt = async () => {
      while (options.interruptWhen && child.exitCode === null) {
        if (await options.interruptWhen()) return child.kill('SIGINT');
        await setTimeout(10);
      }
    };
    interrupt().catch(reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
