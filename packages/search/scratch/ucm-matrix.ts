// computes and stores: bank scores, test caption scores, off-topic scores, fit sample
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readDataset } from '@rs-sam/datasets/node';
import { partOf } from '@rs-sam/datasets/splits';
import { scoredItems, scoreWholeGallery } from '@rs-sam/evaluation/gallery';
import { sampleIndices, seededRandom } from '@rs-sam/foundation/random';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';
import { dispose, tensor3d, tidy } from '@tensorflow/tfjs-core';
import { readEncoding } from '../src/query/host-encoding';
import { encodeSentences } from '../src/query/sentences';
import { meanVectors, poolEncoding } from '../src/shortlist/pool-encoding';

const out = '/tmp/search-try/exp';
const { summary } = await prepareBackend();
console.log(summary);
const { dataset } = await readDataset('/work/shared/data/ucm');
const features = await openFeatureStore('/tmp/search-try/ucm-4x4');
const loaded = await loadCheckpoint(folderSource('/tmp/search-try/run/best'));
const { model, vocabulary } = loaded;
const files = dataset.images.map(({ file }) => file);
const random = seededRandom('x');
const train = partOf(dataset, 'train').images;
const test = partOf(dataset, 'test').images;
const distinct = [...new Set(train.flatMap((i) => i.captions))];
const pick = <T>(v: readonly T[], n: number) => sampleIndices(v.length, n, random).map((i) => v[i] as T);
const bank = pick(distinct, 256);
const trainFiles = train.map(({ file }) => file);
const fitImages = pick(trainFiles, 1500).map((f) => files.indexOf(f));
const fitCaptions = pick(distinct, 1200);
const testCaptions = pick([...new Set(test.flatMap((i) => i.captions))], 200);
const off = readFileSync('/tmp/search-try/off.txt', 'utf8').trim().split('\n');
const sentences = JSON.parse(readFileSync('results/ucm-sentences.json', 'utf8')) as {
  text: string;
  classes: string[];
}[];
const all = { bank, fitCaptions, testCaptions, off, sentences: sentences.map((s) => s.text) };
writeFileSync(
  `${out}/texts.json`,
  JSON.stringify({
    ...all,
    classes: sentences.map((s) => s.classes),
    files,
    fitImages,
    className: dataset.images.map((i) => i.className),
    unknown: off.map((t) => t.split(' ').filter((w) => !vocabulary.has(w))),
  }),
);
const a: Float32Array[] = [];
const m: Float32Array[] = [];
const flat: Float32Array[] = [];
for (let s = 0; s < files.length; s += 50) {
  const part = files.slice(s, s + 50);
  const regions = await features.read(part.map((image) => ({ image })));
  const enc = tidy(() => ({ ...model.encodeImages(tensor3d(regions, [part.length, 16, 2048])) }));
  const st = await readEncoding(enc);
  dispose(enc);
  a.push(poolEncoding(st).data);
  m.push(meanVectors(st).data);
  flat.push(st.regions!.data);
}
const cat = (x: Float32Array[]) => {
  const r = new Float32Array(x.reduce((n, y) => n + y.length, 0));
  let e = 0;
  for (const y of x) {
    r.set(y, e);
    e += y.length;
  }
  return r;
};
const save = (name: string, x: Float32Array) =>
  writeFileSync(`${out}/${name}.f32`, Buffer.from(x.buffer, x.byteOffset, x.byteLength));
save('a', cat(a));
save('m', cat(m));
save('enc', cat(flat));
for (const [name, texts] of Object.entries(all)) {
  if (existsSync(`${out}/s-${name}.f32`)) continue;
  const b: Float32Array[] = [];
  const tm: Float32Array[] = [];
  for (let s = 0; s < texts.length; s += 32) {
    const e = encodeSentences(loaded, texts.slice(s, s + 32));
    const st = await readEncoding(e);
    b.push(poolEncoding(st).data);
    tm.push(meanVectors(st).data);
    dispose({ ...e });
  }
  save(`b-${name}`, cat(b));
  save(`tm-${name}`, cat(tm));
  const rows = name === 'fitCaptions' ? fitImages.map((i) => files[i] as string) : files;
  const t = performance.now();
  const S = await scoreWholeGallery(
    model,
    features,
    scoredItems(rows, texts, (c) => vocabulary.encode(c)),
  );
  console.log(name, rows.length * texts.length, 'pairs', ((performance.now() - t) / 1000).toFixed(1), 's');
  save(`s-${name}`, S);
}
