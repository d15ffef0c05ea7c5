import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printStep } from '../print-step';
import { type Environment, run } from '../project/command';
import { browserEntryPoints, entryPoints, moduleOfEverything } from '../project/entry-points';
import type { Manifest } from '../project/pack-packages';
import type { Place } from './new-project';

/** Packages that need no tfjs, whose declarations have errors of their own. */
const WITHOUT_TFJS = ['@rs-sam/retrieval-metrics', '@rs-sam/charts', '@rs-sam/datasets'];

/**
 * The newest versions of the last three minor releases of TypeScript check the declarations of all packages in a project, strictly and
 * with `skipLibCheck` off, and compile a CommonJS script and a module, which run.
 *
 * @throws Error for an error in our declarations or programs, and for any in a program that needs no tfjs.
 */
export async function checkTypes(project: string, place: Place, manifests: readonly Manifest[]): Promise<void> {
  const { environment, stranger } = place;
  const write = (name: string, entries: readonly string[]) =>
    writeFile(join(project, name), moduleOfEverything(entries));
  const alone = manifests.filter(({ name }) => WITHOUT_TFJS.includes(name));
  await write('without-tfjs.mts', alone.flatMap(browserEntryPoints));
  await write('browser.mts', manifests.flatMap(browserEntryPoints));
  await write('node.mts', manifests.flatMap(entryPoints));
  for (const extension of ['cts', 'mts'])
    await copyFile(join(stranger, 'program.ts'), join(project, `program.${extension}`));
  for (const version of await lastMinors(project, environment)) {
    const packages = [`typescript@${version}`, `@types/node@${process.versions.node.split('.')[0]}`];
    const install = ['install', '--no-save', ...packages, '--no-audit', '--no-fund', '--loglevel=error'];
    await run(project, 'npm', install, environment);
    const check = (files: readonly string[], types: readonly string[]) => compile(project, files, types, environment);
    const clean = await check(['without-tfjs.mts'], []);
    if (clean.size > 0) throw new Error(`TypeScript ${version}: errors of ${[...clean.keys()].join(', ')}`);
    const errors = await check(['browser.mts'], []);
    await check(['node.mts', 'program.cts', 'program.mts'], ['node']);
    for (const file of ['program.cjs', 'program.mjs'])
      await run(project, process.execPath, [join('compiled', file)], environment);
    const others = [...errors].map(([name, count]) => `${name} ${count}`).join(', ');
    printStep(
      `TypeScript ${version}, skipLibCheck off: no error in our declarations, and none at all without tfjs; with it, errors of ` +
        `${others || 'nothing else'}; a .cts and a .mts program compile and run`,
    );
  }
}

async function lastMinors(project: string, environment: Environment): Promise<string[]> {
  const shown = await run(project, 'npm', ['view', 'typescript', 'versions', '--json'], environment);
  const released = (JSON.parse(shown) as string[]).filter((version) => !version.includes('-'));
  // In the order of their publication: the last of a minor release is its newest.
  return [...new Map(released.map((version) => [version.split('.', 2).join('.'), version])).values()].slice(-3);
}

/**
 * @returns the number of errors in the declarations of others, by package.
 * @throws Error for the first one in a program or in our declarations.
 */
async function compile(
  project: string,
  files: readonly string[],
  types: readonly string[],
  environment: Environment,
): Promise<Map<string, number>> {
  const compilerOptions = {
    ...{ target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom'], types, strict: true },
    ...{ exactOptionalPropertyTypes: true, skipLibCheck: false, rootDir: '.', outDir: 'compiled', pretty: false },
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  // It compiles also where it finds errors, and ends with 2.
  const output = await run(project, process.execPath, [tsc], environment).catch((error: { output?: string }) => {
    if (error.output === undefined) throw error;
    return error.output;
  });
  const errors = new Map<string, number>();
  // The lines that explain an error are indented.
  for (const line of output.split('\n').filter((text) => /^\S.*\berror TS\d+: /.test(text))) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(line)?.[1];
    if (name === undefined || name.startsWith('@rs-sam/')) throw new Error(line);
    errors.set(name, (errors.get(name) ?? 0) + 1);
  }
  return errors;
}
