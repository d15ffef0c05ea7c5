import { copyFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Weight, weighPackages } from '../checks/weigh-packages';
import { printOutput, printStep } from '../print-step';
import { run } from '../project/command';
import type { Manifest } from '../project/pack-packages';
import { newProject, type Place } from './new-project';
import { installLine, runReadme } from './run-readme';
import { checkTypes } from './typescript-versions';

const CORE = 'packages/sam-core/README.md';

/** The README of `@rs-sam/core`: its install line and its first example. */
export async function runCore(place: Place): Promise<Weight> {
  const packages = await installLine(join(place.root, CORE));
  const project = await newProject(place, 'core', packages);
  const printed = await runReadme(project, '@rs-sam/core', 'mjs', place.environment);
  printStep(`npm install ${packages.join(' ')}; the first example of the README of @rs-sam/core prints what it says:`);
  printOutput(printed.join('\n'));
  return weighPackages(project, packages.join(' '), packages);
}

/** A CommonJS script with a package that has no dependencies. */
export async function runCommonJs(place: Place): Promise<Weight> {
  const name = '@rs-sam/retrieval-metrics';
  const project = await newProject(place, 'commonjs', [name]);
  const printed = await runReadme(project, name, 'cjs', place.environment);
  printStep(`npm install ${name}; the first example of its README as a CommonJS script prints what it says:`);
  printOutput(printed.join('\n'));
  return weighPackages(project, name);
}

/** A page of `packed/stranger` as a Vite app, in the version of Vite that the repository has. */
export async function runViteApp(place: Place): Promise<Weight> {
  const { devDependencies } = JSON.parse(await readFile(join(place.root, 'package.json'), 'utf8'));
  const packages = await installLine(join(place.root, CORE));
  const project = await newProject(place, 'vite-app', [...packages, `vite@${devDependencies.vite}`]);
  for (const file of ['score-page.mjs', 'score.mjs', 'numbers.mjs', 'send.mjs'])
    await copyFile(join(place.stranger, file), join(project, file));
  await copyFile(join(place.stranger, 'score.html'), join(project, 'index.html'));
  await run(project, 'npx', ['vite', 'build', '--logLevel', 'error'], place.environment);
  const assets = join(project, 'dist', 'assets');
  const sizes = (await readdir(assets)).map(
    async (name) => `${name} ${Math.ceil((await stat(join(assets, name))).size / 1000)} kB`,
  );
  printStep(`a Vite app is built: ${(await Promise.all(sizes)).join(', ')}`);
  return weighPackages(project, `${packages.join(' ')} vite`, [...packages, 'vite']);
}

/** All packages in one project, whose declarations the last three minor versions of TypeScript check. */
export async function installEverything(place: Place, manifests: readonly Manifest[]): Promise<Weight> {
  const names = manifests.map(({ name }) => name);
  const project = await newProject(place, 'everything', names);
  printStep(`npm install of all ${names.length} packages`);
  const weight = weighPackages(project, 'all packages', names);
  await checkTypes(project, place, manifests);
  return weight;
}
