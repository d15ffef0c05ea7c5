import { spawn } from 'node:child_process';

/** What a process of a benchmark printed as its last line, JSON; or why there is none. */
export type ChildAnswer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** Runs a command and reads the JSON in the last line of its output. */
export function runChild<T>(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ChildAnswer<T>> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk;
    });
    child.on('error', (error) => resolve({ ok: false, reason: error.message }));
    child.on('close', (code, signal) => {
      const last = output.stdout.trim().split('\n').at(-1) ?? '';
      if (code === 0 && last.startsWith('{')) resolve({ ok: true, value: JSON.parse(last) as T });
      else resolve({ ok: false, reason: reasonOf(output.stderr) ?? `ended with ${signal ?? `status ${code}`}` });
    });
  });
}

/** The line of a stack trace or traceback that says what happened. */
function reasonOf(stderr: string): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.findLast((line) => /^(\w*(Error|Abort|Exception)\w*|RuntimeError)\b.*:/.test(line));
}

/** Runs one of our TypeScript files with these JSON arguments. */
export function runTypeScript<T>(file: URL, request: unknown): Promise<ChildAnswer<T>> {
  return runChild<T>(process.execPath, ['--import', 'tsx', file.pathname, JSON.stringify(request)]);
}

let python: string | undefined | null = null;

/** A Python that can import the module, or undefined. `python3` first, then Debian's own. */
export async function pythonWith(module: string): Promise<string | undefined> {
  if (python === null) {
    python = undefined;
    for (const candidate of ['python3', '/usr/bin/python3']) {
      const answer = await runChild(candidate, ['-c', `import ${module}, json; print(json.dumps({}))`]);
      if (answer.ok) {
        python = candidate;
        break;
      }
    }
  }
  return python;
}
