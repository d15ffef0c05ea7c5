// pnpm golden [folder] [--engine wasm]: compares every fixture of golden/fixtures (or of another folder) with our code, one line each.
// Exit status 1 if a number differs, if no runner covers a fixture, or if a fixture is missing.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type EngineName, prepareBackend } from '@rs-sam/tfjs-backend';
import { passes } from './comparison';
import { FIXTURES, missingFixtures, readFixtures } from './fixture';
import { runners } from './runners';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: 'wasm' } },
});
const folder = positionals[0] ?? FIXTURES;
if (!existsSync(folder)) {
  console.error(`golden: the folder ${folder} does not exist. Give a folder of fixtures: pnpm golden <folder>`);
  process.exit(1);
}
const fixtures = readFixtures(folder);
if (fixtures.length === 0) {
  console.error(`golden: ${folder} has no fixtures (*.json).`);
  process.exit(1);
}
const missing = folder === FIXTURES ? missingFixtures(FIXTURES) : [];

const { summary } = await prepareBackend({ engine: values.engine as EngineName });
console.log(summary);

let passed = 0;
let failed = 0;
let notCovered = 0;
for (const fixture of fixtures) {
  const runner = runners.find((candidate) => candidate.covers(fixture));
  if (runner === undefined) {
    notCovered++;
    console.log(`-    ${fixture.name}: no runner covers it`);
    continue;
  }
  try {
    const comparisons = await runner.run(fixture);
    const worst = comparisons.reduce((a, b) => (b.difference / b.tolerance > a.difference / a.tolerance ? b : a));
    const line = `${fixture.name}: ${comparisons.length} compared, largest difference ${worst.difference.toExponential(1)} (${worst.name}, allowed ${worst.tolerance.toExponential(0)})`;
    if (passes(comparisons)) {
      passed++;
      console.log(`ok   ${line}`);
    } else {
      failed++;
      console.log(`MISS ${line}`);
      for (const { name, difference, tolerance } of comparisons) {
        if (!(difference <= tolerance))
          console.log(`       ${name}: ${difference.toExponential(2)} > ${tolerance.toExponential(0)}`);
      }
    }
  } catch (error) {
    failed++;
    console.log(`MISS ${fixture.name}: ${(error as Error).message}`);
  }
}
for (const name of missing) console.log(`MISS ${name}: the file is missing`);
failed += missing.length;
console.log(`golden: ${passed} passed, ${failed} failed, ${notCovered} not covered`);
process.exit(failed + notCovered === 0 ? 0 : 1);
