import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { COMMAND } from '../../packages/cli/test/run-as-process';

/** A server in a process of its own. */
export interface RunningServer {
  readonly address: string;
  readonly items: number;
  readonly engine: string;
  /** Resident bytes of the server and the process that it started; NaN on systems without /proc. */
  memory(): Promise<number>;
  /** Interrupts it as Ctrl-C does, and gives its exit status; the same again at further calls. */
  stop(): Promise<number | null>;
}

/** Starts `rs-sam serve` on a free port. */
export async function startServer(gallery: string): Promise<RunningServer> {
  const [program, ...words] = [...COMMAND, 'serve', gallery, '--port', '0', '--json'];
  const child = spawn(program as string, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  let notes = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    notes = (notes + text).slice(-10_000);
  });
  const started = new Promise<{ address: string; items: number }>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('\n')) resolve(JSON.parse(output));
    });
    void ended.then((status) => reject(new Error(`rs-sam serve ended with ${status}: ${notes}`)));
  });
  const { address, items } = await started;
  return {
    ...{ address, items, engine: /Engine [^"]*?;/.exec(notes)?.[0].slice(0, -1) ?? '' },
    memory: () => residentBytes(child.pid as number),
    stop() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

async function residentBytes(server: number): Promise<number> {
  const processes = await readdir('/proc').catch(() => []);
  let sum = processes.length === 0 ? Number.NaN : 0;
  for (const name of processes.filter((one) => /^\d+$/.test(one))) {
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    const value = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    if (value('Pid') === server || value('PPid') === server) sum += 1024 * value('VmRSS');
  }
  return sum;
}
