import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as charts from '@rs-sam/charts';
import { compile } from './checks/check-types';
import type { Scores } from './checks/compare-scores';
import { compareNames, type NamesByEntry } from './checks/exported-names';
import { checkOwnModels, type OwnModelResults } from './checks/own-model-results';
import { printStep } from './print-step';
import { run } from './project/command';
import { npmInstall } from './project/make-project';
import { drawCharts } from './stranger/charts.mjs';

/** Imports and requires every entry in Node, and computes the scores. */
export async function importEverything(project: string, declared: NamesByEntry): Promise<Scores> {
  const entries = Object.keys(declared);
  const { everything, ...scores } = JSON.parse(await run(project, process.execPath, ['node.mjs'])) as Scores & {
    everything: NamesByEntry;
  };
  compareNames(everything, declared, entries, 'Node');
  printStep(
    `Node imports the ${entries.length} entries, and finds the names of their declarations: ${entries.join(', ')}`,
  );

  const required = JSON.parse(await run(project, process.execPath, ['everything-require.cjs'])) as typeof everything;
  const different = entries.find((entry) => {
    // What require() adds to a module, depending on the version of Node.
    const names = required[entry]?.filter((name) => name !== '__esModule' && name !== 'module.exports');
    return String(names) !== String(everything[entry]);
  });
  if (different !== undefined) throw new Error(`require('${different}') gives other names than import.`);
  printStep('require() finds the same names in each');
  return scores;
}

/** Type-checks the program against the declarations; as .cts and .mts it also runs. */
export async function compilePrograms(project: string): Promise<void> {
  compile(project, ['api.ts'], 'Bundler');
  const compiled = compile(project, ['api.ts', 'program.cts', 'program.mts'], 'NodeNext');
  const [inCommonJs, inModule] = await Promise.all(
    ['program.cjs', 'program.mjs'].map((file) => run(project, process.execPath, [join(compiled, file)])),
  );
  const expected = '{"engine":"wasm","shape":[null,1],"code":"RS_SAM_INVALID_OPTION","fuseRuns":"function"}';
  for (const [file, printed] of Object.entries({ 'program.cts': inCommonJs, 'program.mts': inModule })) {
    if (printed?.trim() !== expected) throw new Error(`${file} prints ${printed}instead of ${expected}`);
  }
  printStep(
    'tsc takes the declarations, moduleResolution Bundler and NodeNext; a .cts and a .mts program compile and run',
  );
}

/** Installs onnxruntime-node by the command of the warning, where npm left it out, and finds the faster engine. */
export async function takeAdvice(project: string): Promise<string> {
  if (!existsSync(join(project, 'node_modules', 'onnxruntime-node'))) {
    const advice = await run(project, process.execPath, ['advice.mjs']);
    const command = /npm install (\S+) (--ignore-scripts)$/.exec(advice.trim());
    if (command === null)
      throw new Error(`Without onnxruntime-node, prepareBackend does not say how to install it: ${advice}`);
    await npmInstall(project, command[1] as string, command[2] as string);
    printStep(`npm left out onnxruntime-node, whose install script fails here; its advice works: ${command[0]}`);
  }
  return 'wasm+onnxruntime';
}

/** The own models on cpu in Node, saved to folders and loaded again: one with the umbrella package, and `examples/own-model`. */
export async function runOwnModels(project: string): Promise<OwnModelResults> {
  const results = JSON.parse(await run(project, process.execPath, ['own-model-node.mjs'])) as OwnModelResults;
  checkOwnModels('cpu in Node', results);
  printStep(
    'two own models train on cpu, are saved to folders and loaded again: one of @tensorflow/tfjs, and examples/own-model',
  );
  return results;
}

/** The charts of the installed package, whose build contains echarts, against those of the sources. */
export async function compareCharts(project: string): Promise<void> {
  const drawn = JSON.parse(await run(project, process.execPath, ['charts-node.mjs'])) as string[];
  if (String(drawn) !== String(drawCharts(charts))) throw new Error('The packed @rs-sam/charts draws other charts.');
  printStep('@rs-sam/charts draws the same charts as its sources, byte for byte');
}
