import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { barChart, confusionMatrix } from '@rs-sam/charts';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import type { ClassificationReport } from '@rs-sam/vision-features/classify';

import { formatPercent } from '../../output/format-count';

/**
 * Writes `result.json`, `accuracy.svg` with one bar per class as in Figs. 7 to 11, and `confusion.svg`.
 *
 * @returns Paths.
 */
export async function writeClassification(
  out: string,
  title: string,
  result: { readonly test: ClassificationReport },
): Promise<string[]> {
  const { accuracy, perClass, confusion } = result.test;
  const drawn = perClass.filter((entry) => entry.accuracy !== null);
  const files = {
    'result.json': formatJson(result),
    'accuracy.svg': barChart({
      title: `${title}: accuracy by class, ${formatPercent(accuracy)} overall`,
      categories: drawn.map(({ name }) => name),
      series: [{ name: 'accuracy', values: drawn.map((entry) => 100 * (entry.accuracy as number)) }],
      valueLabel: 'Accuracy (%)',
      maximum: 100,
    }),
    'confusion.svg': confusionMatrix({
      title: `${title}: confusion`,
      classNames: perClass.map(({ name }) => name),
      counts: confusion,
    }),
  };
  await mkdir(out, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFileAtomically(join(out, name), content);
  return Object.keys(files).map((name) => join(out, name));
}
