import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMAND } from '../../packages/cli/test/run-as-process';

const root = fileURLToPath(new URL('../..', import.meta.url));
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Makes a folder with programs for the PATH: each is a shell script with these lines. */
export function programsAt(folder: string, programs: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, lines] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

/** The program `rs-sam` of this repository. */
export const RS_SAM = [
  `export TSX_TSCONFIG_PATH=${quoted(join(root, 'tsconfig.json'))}`,
  `exec ${COMMAND.map(quoted).join(' ')} "$@"`,
].join('\n');

/** What a script printed, and whether it ended well. */
export interface ScriptRun {
  readonly status: number | null;
  /** Standard output and standard error, as a terminal shows them. */
  readonly output: string;
}

/** Runs commands in a shell, in a folder, with programs before those of the PATH. The first command that fails ends it. */
export function runScript(text: string, folder: string, programs: string): Promise<ScriptRun> {
  const { PATH = '' } = process.env;
  const child = spawn('bash', ['-euo', 'pipefail', '-c', text], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${programs}${delimiter}${PATH}` },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}
