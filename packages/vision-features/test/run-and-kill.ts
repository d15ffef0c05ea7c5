import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** Runs a program in TypeScript; kills it with SIGKILL that long after its first output, if a time is given. */
export async function runAndKill(
  program: string,
  args: readonly string[],
  milliseconds?: number,
): Promise<'finished' | 'killed'> {
  const words = ['--import', import.meta.resolve('tsx'), program, ...args];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<'finished' | 'killed'>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve('finished');
      else if (signal === 'SIGKILL') resolve('killed');
      else reject(new Error(`${program} ended with ${signal ?? code}.`));
    });
  });
  if (milliseconds !== undefined) {
    await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
    await setTimeout(milliseconds);
    child.kill('SIGKILL');
  }
  child.stdout.resume();
  return ended;
}
