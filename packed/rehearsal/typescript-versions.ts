import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, run } from '../project/command';

/** What a version of TypeScript says about the declarations, with `skipLibCheck` off. */
export interface TypesResult {
  readonly version: string;
  /** Errors by the package whose declarations have them; ours have none. */
  readonly errors: Readonly<Record<string, number>>;
}

/** The newest versions of the last three minor releases, oldest first. */
export async function lastMinors(project: string, environment: Environment): Promise<string[]> {
  const all = JSON.parse(
    await run(project, 'npm', ['view', 'typescript', 'versions', '--json'], environment),
  ) as string[];
  // In the order of their publication: the last of a minor release is its newest.
  const newest = new Map(all.filter((version) => !version.includes('-')).map((version) => [minorOf(version), version]));
  return [...newest.values()].slice(-3);
}

/**
 * Compiles the programs of the project, strictly and with every declaration checked, by a version of TypeScript.
 *
 * @param files of the project; a `.cts` and a `.mts` are compiled to `compiled/`.
 * @throws Error for an error in one of the files, or in our declarations.
 */
export async function compileWith(
  project: string,
  version: string,
  files: readonly string[],
  environment: Environment,
): Promise<TypesResult> {
  const install = ['install', '--no-save', `typescript@${version}`, '--no-audit', '--no-fund', '--loglevel=error'];
  await run(project, 'npm', install, environment);
  const compilerOptions = {
    ...{ target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom'], types: [], strict: true },
    ...{ exactOptionalPropertyTypes: true, skipLibCheck: false, rootDir: '.', outDir: 'compiled', pretty: false },
  };
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  // It compiles also where it finds errors, and ends with 2.
  const output = await run(project, process.execPath, [tsc], environment).catch((error: { output?: string }) => {
    if (error.output === undefined) throw error;
    return error.output;
  });
  const errors: Record<string, number> = {};
  for (const line of output.split('\n').filter((text) => / error TS\d+: /.test(text) || /^error TS/.test(text))) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(line)?.[1];
    if (name === undefined || /^(@rs-sam\/|rs-sam$)/.test(name)) throw new Error(`TypeScript ${version}: ${line}`);
    errors[name] = (errors[name] ?? 0) + 1;
  }
  return { version, errors };
}

/** Copies the program of `packed/stranger` as a CommonJS script and as a module. */
export async function copyProgram(stranger: string, project: string): Promise<void> {
  for (const extension of ['cts', 'mts'])
    await copyFile(join(stranger, 'program.ts'), join(project, `program.${extension}`));
}

const minorOf = (version: string): string => version.split('.', 2).join('.');
