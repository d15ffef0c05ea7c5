import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

export const description =
  'kills a command with SIGKILL at random moments and restarts it, until it ends by itself: [--kills 20] [--within <seconds>] [--json] -- <command>';

/** A moment at which the command was killed. */
interface Kill {
  readonly seconds: number;
  /** Whether its workers were killed with it or were left running as orphans. */
  readonly whole: boolean;
}

/**
 * Runs a command that can resume, and kills it repeatedly; every second time it kills only the first process, so that the workers become
 * orphans. Compare the output with that of an uninterrupted run, on this machine or another.
 */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...arguments_],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      kills: { type: 'string', default: '20' },
      within: { type: 'string', default: '60' },
    },
  });
  const [program, ...rest] = positionals;
  if (program === undefined)
    throw new Error('The command is missing. Give it after --: pnpm bench kill-command -- rs-sam …');
  const kills: Kill[] = [];
  let status: number | null = null;
  while (status === null) {
    const [seconds, whole] = [Math.random() * Number(values.within), kills.length % 2 === 0];
    // A separate process group, so that the workers can be killed with the command.
    const child = spawn(program, rest, { detached: true, stdio: 'inherit' });
    const kill = () => process.kill(whole ? -(child.pid as number) : (child.pid as number), 'SIGKILL');
    const timer = kills.length < Number(values.kills) ? setTimeout(kill, seconds * 1000) : undefined;
    status = await new Promise<number | null>((resolve, reject) => child.on('exit', resolve).on('error', reject));
    clearTimeout(timer);
    if (status === null) kills.push({ seconds, whole });
  }
  if (values.json) console.log(JSON.stringify({ kills, status }, null, 2));
  else {
    const orphaning = kills.filter(({ whole }) => !whole).length;
    console.log(`ended with ${status} after ${kills.length} kills, ${orphaning} of them with orphans`);
  }
  process.exitCode = status;
}
