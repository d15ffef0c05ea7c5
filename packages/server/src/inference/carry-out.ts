import { type Gallery, type LoadedSearcher, NoItemError, type SearchPage } from '@rs-sam/search';
import type { ImageReader } from '@rs-sam/search/node';
import { meanMap, standOutBoxes, wordMapsOfItems } from '@rs-sam/search/where';
import { BrokenImageError } from '@rs-sam/vision-features/node';
import { checkUpload } from './check-upload';
import { JobError } from './job-error';
import type { Attention, FoundPage, Job, Jobs } from './jobs';

/** What jobs need. */
export interface JobParts {
  readonly searcher: LoadedSearcher;
  /** Opens the reader of images when the first upload comes: it may have to load a network. */
  readonly reader: () => Promise<ImageReader>;
  /** Limit of the pixels of an upload. */
  readonly maxPixels: number;
}

/** Does a job in this process. */
export async function carryOut(
  job: Job,
  { searcher, reader, maxPixels }: JobParts,
): Promise<Jobs[Job['kind']]['answer']> {
  if (job.kind === 'text') return foundPage(searcher.gallery, await searcher.byText(job.asked));
  if (job.kind === 'items') return foundPage(searcher.gallery, await searcher.byItems(job.asked));
  if (job.kind === 'attention') return attention(searcher, job.asked);
  const { bytes, ...query } = job.asked;
  await checkUpload(bytes, maxPixels);
  const regions = await readRegions(await reader(), bytes);
  return foundPage(searcher.gallery, await searcher.byImage({ ...query, regions }));
}

async function readRegions(reader: ImageReader, bytes: Uint8Array): Promise<Float32Array> {
  try {
    return await reader.read('the uploaded image', bytes);
  } catch (error) {
    if (!(error instanceof BrokenImageError)) throw error;
    throw new JobError('RS_SAM_UPLOAD', `The uploaded image cannot be used. ${error.reason}`, { cause: error });
  }
}

async function foundPage(gallery: Gallery, { results, ...counts }: SearchPage): Promise<FoundPage> {
  const keys = results.flatMap(({ duplicates, overlapping }) => [...duplicates, ...overlapping]);
  const ids = new Map((await gallery.items(keys)).map(({ id }, at) => [keys[at] as number, id]));
  const idsOf = (some: readonly number[]) => some.flatMap((key) => ids.get(key) ?? []);
  return {
    ...counts,
    results: results.map(({ item, rank, score, confidence, duplicates, overlapping }) => ({
      ...{ ...item, rank, score, confidence },
      ...{ duplicates: idsOf(duplicates), overlapping: idsOf(overlapping) },
    })),
  };
}

async function attention(
  { gallery, checkpoint, pretrained }: LoadedSearcher,
  { text, ids }: Jobs['attention']['asked'],
): Promise<Attention | null> {
  const keys: number[] = [];
  for (const id of ids) {
    const key = await gallery.keyOf(id);
    if (key === null) throw new NoItemError(id);
    keys.push(key);
  }
  const maps = await wordMapsOfItems(checkpoint, await gallery.encodings(keys), text, pretrained);
  const [first] = maps ?? [];
  if (maps === null || first === undefined) return null;
  const { words, grid } = first;
  const items = maps.map((map, at) => ({
    ...{ id: ids[at] as string, weights: map.weights, boxes: standOutBoxes(meanMap(map), grid) },
  }));
  return { words, grid, items };
}
