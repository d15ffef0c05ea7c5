import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const start = promisify(execFile);

/** A program that a step of the check runs failed. */
class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly command: string,
    readonly output: string,
  ) {
    super(`\`${command}\` failed:\n${output}`);
  }
}

/** Variables for a program, beside those of this process; undefined removes one of those. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Runs a program in a folder and returns what it wrote to standard output.
 *
 * @param more replaces variables of this process.
 * @throws CommandError holds its whole output.
 */
export async function run(
  folder: string,
  program: string,
  args: readonly string[],
  more: Environment = {},
): Promise<string> {
  // A stranger has neither an engine that our caller chose, nor NODE_PATH, in which pnpm puts the repository's packages.
  const { RS_SAM_ENGINE: _engine, NODE_PATH: _path, ...inherited } = process.env;
  const env = { ...inherited, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...more };
  try {
    const { stdout } = await start(program, args, {
      cwd: folder,
      env,
      maxBuffer: 64 * 2 ** 20,
      // npm and pnpm are .cmd files on Windows.
      shell: process.platform === 'win32' && program !== process.execPath,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    throw new CommandError([program, ...args].join(' '), `${stdout}${stderr}`.trim() || message);
  }
}
