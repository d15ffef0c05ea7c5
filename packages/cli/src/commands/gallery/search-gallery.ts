import { pathToFileURL } from 'node:url';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import type { LoadedSearcher, SearchPage, SearchResult } from '@rs-sam/search';
import { extractionParts, type PartFlags } from '../../options/part-flags';
import { formatCount } from '../../output/format-count';
import type { Invocation } from '../../program/command-file';

/** The flags of a search in a gallery. */
export interface GalleryFlags extends PartFlags {
  readonly gallery?: string;
  readonly not?: string;
  readonly filter?: readonly string[];
  readonly page?: number;
  readonly candidates?: number;
  readonly all?: boolean;
  readonly image?: string;
  readonly top: number;
  readonly html?: string;
  readonly engine?: string;
}

/** Searches a gallery by a sentence or an image, and prints a page of results. */
export async function searchGallery(
  text: string | undefined,
  { options, report }: Invocation<GalleryFlags>,
): Promise<void> {
  const { gallery: folder = '', not: without, filter = [], page = 1, candidates, all, image, top, html } = options;
  const { loadSearcher, parseFilter } = await import('@rs-sam/search');
  const { folderGallery } = await import('@rs-sam/search/node');
  const { prepareBackend } = await import('@rs-sam/tfjs-backend');
  const conditions = parseFilter(filter);
  const { summary } = await prepareBackend(options.engine ? { engine: options.engine as never } : {});
  report.note(summary);
  const searcher = await loadSearcher(folderGallery(folder));
  try {
    const shared = { filter: conditions, page, pageSize: top, candidates };
    const found =
      text === undefined
        ? await byImage(searcher, image as string, options, shared)
        : await searcher.byText({ ...shared, text, without, ...(all && { fits: null }) });
    if (found.unknown.length > 0)
      report.note(`Words that are not in the training captions: ${found.unknown.join(', ')}.`);
    if (html !== undefined) await writePage(html, searcher, text, image, folder, found);
    report.result(resultOf(text, image, found, html), () => linesOf(found));
    report.note(summaryOf(found, text !== undefined && all !== true));
    if (html !== undefined) report.note(`Page: ${html}. Open ${pathToFileURL(html)}`);
  } finally {
    await searcher.close();
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

function resultOf(text: string | undefined, image: string | undefined, found: SearchPage, html: string | undefined) {
  const { results, ...counts } = found;
  return {
    ...(text === undefined ? { image } : { text }),
    ...counts,
    found: results.map(({ item, rank, score, confidence, duplicates }) => ({
      ...{ rank, file: item.file, score, confidence, duplicates: duplicates.length, metadata: item.metadata },
    })),
    html: html ?? null,
  };
}

function linesOf({ results }: SearchPage): string[] {
  if (results.length === 0) return ['Nothing here fits.'];
  return results.map(({ rank, score, confidence, item, duplicates }) => {
    const sure = confidence === null ? '' : `  ${confidence.toFixed(1)} σ`;
    const more = duplicates.length === 0 ? '' : `  and ${formatCount(duplicates.length, 'near-duplicate')}`;
    return `${`${rank}.`.padStart(4)} ${score.toFixed(3)}${sure}  ${item.file}${classOf(item.metadata)}${more}`;
  });
}

function summaryOf({ total, more, matching, page, pageSize }: SearchPage, onlyFitting: boolean): string {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const of = `${more ? 'at least ' : ''}${formatCount(total, 'result')} in ${formatCount(matching, 'image')}`;
  const rest = onlyFitting && total === 0 ? '. Show the best ones all the same with --all' : '';
  return `Page ${page} of ${more ? 'at least ' : ''}${pages}: ${of}${rest}.`;
}

const classOf = (metadata: SearchResult['item']['metadata']): string =>
  typeof metadata.class === 'string' ? ` (${metadata.class})` : '';

/** Writes a page with the thumbnails, and for a sentence the attention of its words. */
async function writePage(
  file: string,
  { gallery, checkpoint }: LoadedSearcher,
  text: string | undefined,
  image: string | undefined,
  folder: string,
  { results, total, matching }: SearchPage,
): Promise<void> {
  const { renderGallerySearch } = await import('@rs-sam/report');
  const { wordMaps } = await import('@rs-sam/search');
  const { thumbnail: side } = gallery.origin;
  const shown = [];
  for (const { key, item, score } of results) {
    const scale = Math.min(1, side / Math.max(item.width, item.height));
    const [width, height] = [item.width, item.height].map((pixels) => Math.max(1, Math.round(pixels * scale))) as [
      number,
      number,
    ];
    shown.push({
      file: item.file,
      className: typeof item.metadata.class === 'string' ? item.metadata.class : null,
      score,
      thumbnail: { bytes: await gallery.thumbnail(key), width, height },
      attention: text === undefined ? null : wordMaps(checkpoint, await gallery.encodings([key]), text),
    });
  }
  const lead = `${formatCount(total, 'result')} in ${formatCount(matching, 'image')} of ${folder}`;
  await writeFileAtomically(file, renderGallerySearch({ query: text ?? image ?? '', lead, results: shown }));
}
