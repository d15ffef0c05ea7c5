// Data sets that measure words which a model was not trained on; see docs/reproducing-the-paper.md.
//
// tsx scripts/unseen-words.ts synonyms --dataset data/ucm --out <folder>
//   known/: the test captions that have a word of SYNONYMS; unseen/: the same with its synonym in place of the word.
// tsx scripts/unseen-words.ts hold-out --dataset data/ucm --out <folder> [--share 0.1] [--seed 1]
//   training/: the training and validation parts without a share of the vocabulary: its words are deleted from the captions;
//   queries/: the test captions that have such a word.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CaptionDataset } from '@rs-sam/datasets';
import { readDataset } from '@rs-sam/datasets/node';
import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import { tokenize } from '@rs-sam/text-encoder';

/** Words of UCM's captions, each with one that no training caption has. */
const SYNONYMS: Readonly<Record<string, string>> = {
  airplane: 'aircraft',
  airplanes: 'jets',
  boats: 'yachts',
  building: 'skyscraper',
  buildings: 'skyscrapers',
  cars: 'vehicles',
  cropland: 'farm',
  farmland: 'farm',
  forest: 'woods',
  freeway: 'highway',
  freeways: 'highways',
  harbor: 'marina',
  house: 'dwelling',
  houses: 'dwellings',
  intersection: 'crossroads',
  lawn: 'meadow',
  overpass: 'viaduct',
  planes: 'jets',
  river: 'creek',
  road: 'street',
  roads: 'streets',
  runway: 'airstrip',
  sea: 'ocean',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dataset: { type: 'string' },
    out: { type: 'string' },
    share: { type: 'string', default: '0.1' },
    seed: { type: 'string', default: '1' },
  },
});
const [experiment] = positionals;
const { dataset: source, out } = values;
if (source === undefined || out === undefined || (experiment !== 'synonyms' && experiment !== 'hold-out')) {
  console.error('Usage: tsx scripts/unseen-words.ts synonyms|hold-out --dataset <folder> --out <folder>');
  process.exit(2);
}
const { dataset } = await readDataset(source);
await (experiment === 'synonyms' ? writeSynonyms(dataset, out) : writeHoldOut(dataset, out));

async function writeSynonyms(all: CaptionDataset, folder: string): Promise<void> {
  const known = new Set(trainingWords(all));
  const clash = Object.values(SYNONYMS).find((word) => known.has(word));
  if (clash !== undefined) throw new Error(`The training captions have the word "${clash}": it is not unseen.`);
  const chosen = filtered(all, (caption, part) => part === 'test' && tokenize(caption).some(hasSynonym));
  const replaced = mapped(chosen, (caption) =>
    tokenize(caption)
      .map((word) => (hasSynonym(word) ? (SYNONYMS[word] as string) : word))
      .join(' '),
  );
  await writeKarpathy(chosen, join(folder, 'known'));
  await writeKarpathy(replaced, join(folder, 'unseen'));
}

function hasSynonym(word: string): boolean {
  return Object.hasOwn(SYNONYMS, word);
}

async function writeHoldOut(all: CaptionDataset, folder: string): Promise<void> {
  const words = trainingWords(all);
  const held = new Set(
    shuffled(words, seededRandom(Number(values.seed))).slice(0, words.length * Number(values.share)),
  );
  const without = (caption: string) =>
    tokenize(caption)
      .filter((word) => !held.has(word))
      .join(' ');
  const training = mapped({ images: all.images.filter(({ split }) => split !== 'test') }, without);
  const queries = filtered(all, (caption, part) => part === 'test' && tokenize(caption).some((word) => held.has(word)));
  await writeKarpathy(training, join(folder, 'training'));
  await writeKarpathy(queries, join(folder, 'queries'));
  console.log(`Held out ${held.size} of ${words.length} words: ${[...held].join(', ')}`);
}

/** The words of the training captions, each once, in alphabetical order. */
function trainingWords({ images }: CaptionDataset): string[] {
  const captions = images.filter(({ split }) => split === 'train').flatMap((image) => image.captions);
  return [...new Set(captions.flatMap((caption) => tokenize(caption)))].sort();
}

/** The captions that pass, and the images that keep one. */
function filtered(
  { images }: CaptionDataset,
  keeps: (caption: string, part: string | null) => boolean,
): CaptionDataset {
  const kept = images.map((image) => ({
    ...image,
    captions: image.captions.filter((caption) => keeps(caption, image.split)),
  }));
  return { images: kept.filter(({ captions }) => captions.length > 0) };
}

function mapped({ images }: CaptionDataset, change: (caption: string) => string): CaptionDataset {
  return { images: images.map((image) => ({ ...image, captions: image.captions.map(change) })) };
}

/** Writes the captions in Karpathy's format; the images stay where they are, and their features are found by the same names. */
async function writeKarpathy({ images }: CaptionDataset, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const content = images.map(({ file, split, className, captions }) => ({
    filename: file,
    split,
    cls: className,
    sentences: captions.map((raw) => ({ raw })),
  }));
  await writeFile(join(folder, 'dataset.json'), `${JSON.stringify({ dataset: 'words', images: content })}\n`);
  const count = images.reduce((sum, { captions }) => sum + captions.length, 0);
  console.log(`${folder}: ${images.length} images, ${count} captions`);
}
