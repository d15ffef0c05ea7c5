import { spawnSync } from 'node:child_process';

/** A Python that can import the module: `python3` on the PATH, else the system's; undefined if neither can. */
export function pythonWith(module: string): string | undefined {
  return ['python3', '/usr/bin/python3'].find((command) => spawnSync(command, ['-c', `import ${module}`]).status === 0);
}
