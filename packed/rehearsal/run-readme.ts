import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { type Environment, run } from '../project/command';

/** Values are printed as the comments of the READMEs have them. */
const PRINT = [
  "const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value));",
  "console.log = (...values) => process.stdout.write(values.map(shown).join(' ') + '\\n');\n",
].join('\n');

/**
 * Runs the first example of an installed package's README, as a module or as a CommonJS script, and compares its output with the comments.
 *
 * @returns the output.
 */
export async function runReadme(
  project: string,
  name: string,
  kind: 'mjs' | 'cjs',
  environment: Environment,
): Promise<string[]> {
  const readme = await readFile(join(project, 'node_modules', name, 'README.md'), 'utf8');
  const [, source] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
  if (source === undefined) throw new Error(`The README of ${name} has no example.`);
  const module = kind === 'mjs' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module, target: ts.ScriptTarget.ES2022 } });
  await writeFile(join(project, `readme.${kind}`), PRINT + outputText);
  const printed = (await run(project, process.execPath, [`readme.${kind}`], environment)).trimEnd().split('\n');
  const expected = [...source.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => line);
  if (printed.join('\n') !== expected.join('\n'))
    throw new Error(`The README of ${name} says:\n${expected.join('\n')}\nIts example prints:\n${printed.join('\n')}`);
  return printed;
}

/** The packages that the README of a package in the repository says to install: the words of its first `npm install`. */
export async function installLine(readmeFile: string): Promise<string[]> {
  const [, words] = /^npm install (?!--global)([^#\n]+)/m.exec(await readFile(readmeFile, 'utf8')) ?? [];
  if (words === undefined) throw new Error(`${readmeFile} does not say what to install.`);
  return words.trim().split(' ');
}
