// Features that another program computed, as a feature store; an interrupted run resumes after the last whole step.
import { createHash } from 'node:crypto';
import { openFeatureStore, openFeatureWriter } from '@rs-sam/vision-features/node/store';

const names = ['a.png', 'b.png', 'c.png'];
const hash = createHash('sha256').update(names.join('\n')).digest('hex');
const recipe = {
  ...{ format: 'rs-sam-features' as const, version: 1 as const, dataset: { name: 'three', images: 3, hash } },
  ...{ backbone: 'of mine', layer: 'last', weights: null, preprocessing: 'none', engine: 'Python' },
  ...{ inputSize: null, resizeFirst: null, batch: 1, dtype: 'float32' as const, views: ['identity' as const] },
  ...{ grid: [1, 2] as [number, number], regions: 2, depth: 2 },
};
const rowsOf = (name: string) => Float32Array.from([0, 1, 2, 3], (number) => 10 * names.indexOf(name) + number);

const append = async (until: number) => {
  const writer = await openFeatureWriter('three', recipe, null);
  for (const name of names.slice(writer.done.length, until)) {
    const rows = new Uint8Array(rowsOf(name).buffer);
    await writer.append({ images: [{ name, source: null }], broken: [], rows });
  }
  return writer;
};
await (await append(2)).close(); // interrupted
const writer = await append(3);
const { images } = await writer.finish();

const store = await openFeatureStore('three');
console.log(images.length, [...(await store.read([{ image: 'c.png' }]))]); // 3 [20,21,22,23]
await store.close();
