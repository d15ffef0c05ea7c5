import { join } from 'node:path';
import { build } from 'esbuild';

/** Builds a program of the repository into one module for the project, where its packages are those that npm installed. */
export async function buildExample(root: string, source: string, project: string, module: string): Promise<void> {
  await build({
    entryPoints: [join(root, source)],
    outfile: join(project, module),
    bundle: true,
    format: 'esm',
    packages: 'external',
    // Without the repository's own, which leads from the names of the packages to their sources.
    tsconfigRaw: {},
    logLevel: 'silent',
  });
}
