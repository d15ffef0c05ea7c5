import { spawnSync } from 'node:child_process';

/**
 * A Python that can import the module: that of the variable `RS_SAM_PYTHON`, `python3` on the PATH, or the system's; undefined where none
 * can.
 */
export function pythonWith(module: string): string | undefined {
  const own = process.env.RS_SAM_PYTHON;
  return [...(own ? [own] : []), 'python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', `import ${module}`]).status === 0,
  );
}
