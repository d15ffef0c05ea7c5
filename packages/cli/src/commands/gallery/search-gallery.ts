import { pathToFileURL } from 'node:url';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import type { LoadedSearcher, SearchPage, SearchResult } from '@rs-sam/search';
import type { WordMaps } from '@rs-sam/search/where';
import { openEngine } from '../../data/open-retrieval-data';
import { tableForQueries } from '../../data/pretrained-words';
import { extractionParts } from '../../options/part-flags';
import { formatCount } from '../../output/format-count';
import { formatSubstitutes } from '../../output/format-substitutes';
import type { Invocation } from '../../program/command-file';
import type { GalleryFlags } from './gallery-flags';

/** Searches a gallery by a sentence or an image, and prints a page of results. */
export async function searchGallery(
  text: string | undefined,
  { options, report }: Invocation<GalleryFlags>,
): Promise<void> {
  const { gallery: folder = '', not: without, filter = [], page = 1, candidates, all, image, top, html } = options;
  const { createSearcher, loadSearcher, parseFilter } = await import('@rs-sam/search');
  const { folderGallery } = await import('@rs-sam/search/node');
  const conditions = parseFilter(filter);
  await openEngine(options.engine, report);
  const opened = await loadSearcher(folderGallery(folder));
  try {
    const pretrained = await tableForQueries(options.pretrainedWords, [opened.checkpoint]);
    const searcher = { ...opened, pretrained, ...createSearcher({ ...opened, pretrained }) };
    const shared = { filter: conditions, page, pageSize: top, candidates };
    const found =
      text === undefined
        ? await byImage(searcher, image as string, options, shared)
        : await searcher.byText({ ...shared, text, without, ...(all && { fits: null }) });
    if (found.substitutes.length > 0) report.note(formatSubstitutes(found.substitutes));
    // Computed only where it is shown.
    const looks = text !== undefined && (html !== undefined || report.json);
    const maps = looks ? await mapsOf(searcher, text, found) : found.results.map(() => null);
    if (html !== undefined) await writePage(html, searcher, { query: text ?? image ?? '', folder, found, maps });
    report.result(await resultOf(text, image, found, maps, html), () => linesOf(found));
    report.note(summaryOf(found, text !== undefined && all !== true));
    if (html !== undefined) report.note(`Page: ${html}. Open ${pathToFileURL(html)}`);
  } finally {
    await opened.close();
  }
}

async function byImage(
  searcher: LoadedSearcher,
  image: string,
  options: GalleryFlags,
  shared: { readonly page: number; readonly pageSize: number },
): Promise<SearchPage> {
  const { openImageReader } = await import('@rs-sam/search/node');
  const reader = await openImageReader(searcher.checkpoint, extractionParts(options));
  try {
    return await searcher.byImage({ ...shared, regions: await reader.read(image) });
  } finally {
    await reader.close();
  }
}

/** The attention of the sentence's words on each result; null for a model without attention. */
async function mapsOf(
  { gallery, checkpoint, pretrained }: LoadedSearcher,
  text: string,
  { results }: SearchPage,
): Promise<(WordMaps | null)[]> {
  const { wordMaps } = await import('@rs-sam/search/where');
  const maps: (WordMaps | null)[] = [];
  for (const { key } of results) maps.push(wordMaps(checkpoint, await gallery.encodings([key]), text, pretrained));
  return maps;
}

async function resultOf(
  text: string | undefined,
  image: string | undefined,
  found: SearchPage,
  maps: readonly (WordMaps | null)[],
  html: string | undefined,
) {
  const { meanMap, standOutBoxes } = await import('@rs-sam/search/where');
  const { results, substitutes, ...counts } = found;
  return {
    ...(text === undefined ? { image } : { text }),
    ...counts,
    ...(text !== undefined && { unknown: substitutes.map(({ word }) => word), substitutes }),
    found: results.map(({ item, rank, score, confidence, duplicates }, at) => {
      const map = maps[at] ?? null;
      return {
        ...{ rank, file: item.file, score, confidence, duplicates: duplicates.length, metadata: item.metadata },
        boxes: map && standOutBoxes(meanMap(map), map.grid),
      };
    }),
    html: html ?? null,
  };
}

function linesOf({ results, matching, total, page }: SearchPage): string[] {
  if (matching === 0) return ['No image has what --filter asks for.'];
  if (results.length === 0) return [total === 0 ? 'Nothing here fits.' : `Page ${page} has no results.`];
  return results.map(({ rank, score, confidence, item, duplicates }) => {
    const sure = confidence === null ? '' : `  ${confidence.toFixed(1)} σ`;
    const more = duplicates.length === 0 ? '' : `  and ${formatCount(duplicates.length, 'near-duplicate')}`;
    return `${`${rank}.`.padStart(4)} ${score.toFixed(3)}${sure}  ${item.file}${classOf(item.metadata)}${more}`;
  });
}

function summaryOf({ total, more, matching, page, pageSize }: SearchPage, onlyFitting: boolean): string {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const of = `${more ? 'at least ' : ''}${formatCount(total, 'result')} in ${formatCount(matching, 'image')}`;
  const rest = onlyFitting && matching > 0 && total === 0 ? '. Show the best ones all the same with --all' : '';
  return `Page ${page} of ${more ? 'at least ' : ''}${pages}: ${of}${rest}.`;
}

const classOf = (metadata: SearchResult['item']['metadata']): string =>
  typeof metadata.class === 'string' ? ` (${metadata.class})` : '';

/** Writes a page with the thumbnails, and for a sentence the attention of its words. */
async function writePage(
  file: string,
  { gallery }: LoadedSearcher,
  page: {
    readonly query: string;
    readonly folder: string;
    readonly found: SearchPage;
    readonly maps: readonly (WordMaps | null)[];
  },
): Promise<void> {
  const { renderGallerySearch } = await import('@rs-sam/report');
  const { query, folder, found, maps } = page;
  const { thumbnail: side } = gallery.origin;
  const results = [];
  for (const [at, { key, item, score }] of found.results.entries()) {
    const scale = Math.min(1, side / Math.max(item.width, item.height));
    const scaled = (pixels: number) => Math.max(1, Math.round(pixels * scale));
    const { class: className } = item.metadata;
    results.push({
      ...{ file: item.file, className: typeof className === 'string' ? className : null, score },
      thumbnail: { bytes: await gallery.thumbnail(key), width: scaled(item.width), height: scaled(item.height) },
      attention: maps[at] ?? null,
    });
  }
  const lead = `${formatCount(found.total, 'result')} in ${formatCount(found.matching, 'image')} of ${folder}`;
  await writeFileAtomically(file, renderGallerySearch({ query, lead, results }));
}
