import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, run } from '../project/command';

/** Where the projects of a rehearsal are, and how they reach the registry. */
export interface Place {
  /** Removed after the rehearsal. */
  readonly temporary: string;
  /** The root of the repository. */
  readonly root: string;
  /** `packed/stranger`, the programs of a user. */
  readonly stranger: string;
  readonly environment: Environment;
}

/** Makes an empty project and installs packages in it, install scripts included. */
export async function newProject(
  { temporary, environment }: Place,
  name: string,
  packages: readonly string[],
): Promise<string> {
  const project = join(temporary, name);
  await mkdir(project);
  await writeFile(join(project, 'package.json'), JSON.stringify({ name, private: true }));
  await run(project, 'npm', ['install', ...packages, '--no-audit', '--no-fund', '--loglevel=error'], environment);
  return project;
}
