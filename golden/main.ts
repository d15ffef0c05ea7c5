// pnpm golden [folder]: every fixture of the folder against our code, one line each; exit status 1 on a miss, or where no runner covers a fixture.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { passes } from './comparison';
import { readFixtures } from './fixture';
import { runners } from './runners';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../shared/golden', import.meta.url));
if (!existsSync(folder)) {
  if (process.argv[2] !== undefined) {
    console.error(`There is no folder ${folder}. Give the folder that holds the fixtures: pnpm golden <folder>`);
    process.exit(1);
  }
  console.log('golden: skipped, the fixtures are not on this machine. Give their folder: pnpm golden <folder>');
  process.exit(0);
}

let passed = 0;
let failed = 0;
let notCovered = 0;
for (const fixture of readFixtures(folder)) {
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
console.log(`golden: ${passed} passed, ${failed} failed, ${notCovered} not covered (${folder})`);
process.exit(failed + notCovered === 0 ? 0 : 1);
