import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { run } from '../project/command';
import { entryPoints } from '../project/entry-points';
import type { Manifest } from '../project/pack-packages';

/** Packages whose import registers layers, so that a saved model that has them can be loaded. */
const REGISTERING = ['@rs-sam/core', '@rs-sam/text-encoder'];

const PRINT_REGISTERED = `import { serialization } from '@tensorflow/tfjs-core';
  print(Object.keys(serialization.SerializationMap.getMap().classNameMap));`;

/**
 * A bundler may leave out a package that is declared without side effects where none of its names is used: the bundle has nothing of it.
 *
 * @returns the number of entries.
 * @throws Error names the entry that leaves something behind.
 */
export async function bundleUnused(project: string, manifests: readonly Manifest[]): Promise<number> {
  const entries = manifests.filter(({ sideEffects }) => sideEffects === false).flatMap(entryPoints);
  for (const entry of entries) {
    const bundle = await bundled(project, `import * as unused from '${entry}';`);
    if (bundle.trim() !== '')
      throw new Error(`Nothing of ${entry} is used, and its bundle has: ${bundle.slice(0, 300)}`);
  }
  return entries.length;
}

/**
 * A bundle of `import '@rs-sam/core'` alone registers the layers that the package exports, although it uses no name of it; and no package
 * that is declared without side effects registers a layer.
 *
 * @returns the names of the layers.
 * @throws Error names the layers that a bundler left out, or that are registered by another package.
 */
export async function registerLayers(project: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of REGISTERING) {
    const exported = await output(
      project,
      `import * as all from '${name}';
      print(Object.values(all).flatMap((value) => (typeof value === 'function' && value.className ? [value.className] : [])));`,
    );
    const registered = await output(
      project,
      await bundled(
        project,
        `import '${name}';
        ${PRINT_REGISTERED}`,
      ),
    );
    const missing = exported.filter((layer) => !registered.includes(layer));
    if (exported.length === 0 || missing.length > 0)
      throw new Error(`A bundle of import '${name}' registers [${registered}], and not [${missing}].`);
    names.push(...exported);
  }
  const known = new Set([
    ...names,
    ...(await output(project, `import '@tensorflow/tfjs-layers';\n${PRINT_REGISTERED}`)),
  ]);
  const all = await output(project, `import './everything-node.mjs';\n${PRINT_REGISTERED}`);
  const others = all.filter((layer) => !known.has(layer));
  if (others.length > 0) throw new Error(`Packages that are declared without side effects register [${others}].`);
  return names;
}

/** A module with what it imports of our packages, without those of others. */
async function bundled(project: string, contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: project },
    absWorkingDir: project,
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: [
      {
        name: 'others-stay-imports',
        setup: (building) =>
          void building.onResolve({ filter: /^[^./]/ }, ({ path }) =>
            path.startsWith('@rs-sam/') ? undefined : { path, external: true, sideEffects: false },
          ),
      },
    ],
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text.replaceAll(/^\/\/.*$/gm, '') ?? '';
}

/** Runs a module in the project; `print` writes the list that it results in. */
async function output(project: string, module: string): Promise<string[]> {
  const file = join(project, 'side-effects.mjs');
  await writeFile(file, `const print = (list) => console.log(JSON.stringify(list));\n${module}`);
  return JSON.parse(await run(project, process.execPath, [file]));
}
