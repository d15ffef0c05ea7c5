import { pathToFileURL } from 'node:url';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { fixed } from '@rs-sam/foundation/text';
import type { ImageQuery, LoadedSearcher, SearchPage, SearchResult } from '@rs-sam/search';
import type { resultFeatures } from '@rs-sam/search/scene';
import type { Box, WordMaps } from '@rs-sam/search/where';
import { openEngine } from '../../data/open-retrieval-data';
import { readRegion } from '../../data/read-region';
import { extractionParts } from '../../options/part-flags';
import { formatCount } from '../../output/format-count';
import { formatSubstitutes } from '../../output/format-substitutes';
import type { Invocation } from '../../program/command-file';
import type { GalleryFlags } from './gallery-flags';
import { boxesOf, classNameOf, renderGalleryPage } from './gallery-page';

/** Searches a gallery by a sentence or an image, and prints a page of results. */
export async function searchGallery(
  text: string | undefined,
  { options, report }: Invocation<GalleryFlags>,
): Promise<void> {
  const { gallery: place = '', not: without, filter = [], page = 1, candidates, all, image, top, html } = options;
  const { loadSearcher, parseFilter } = await import('@rs-sam/search');
  const { galleryAt } = await import('@rs-sam/search/node');
  const { openTextNetworkOf } = await import('@rs-sam/models/node');
  const { tableForQueries } = await import('@rs-sam/pretrained/node');
  const conditions = parseFilter(filter);
  const region = options.region === undefined ? null : await readRegion(options.region, options.regionShare ?? null);
  const source = galleryAt(place);
  await openEngine(options.engine, report);
  const searcher = await loadSearcher(source, {
    openText: (model) => openTextNetworkOf(model, options.textNetwork),
    ...(text !== undefined && { pretrained: (checkpoint) => tableForQueries(options.pretrainedWords, [checkpoint]) }),
  });
  const noun = searcher.gallery.scenes.length > 0 ? 'window' : 'image';
  try {
    const shared = { filter: conditions, region, page, pageSize: top, candidates };
    const found =
      text === undefined
        ? await byImage(searcher, image as string, options, shared)
        : await searcher.byText({ ...shared, text, without, ...(all && { fits: null }) });
    if (found.substitutes.length > 0) report.note(formatSubstitutes(found.substitutes));
    // Computed only where it is shown.
    const looks = text !== undefined && (html !== undefined || report.json);
    const maps = looks ? await mapsOf(searcher, text, found) : found.results.map(() => null);
    const boxes = await Promise.all(maps.map(boxesOf));
    if (html !== undefined) {
      const page = await renderGalleryPage(searcher, {
        query: text === undefined ? { image: image as string } : { text },
        lead: `${summaryOf(found, noun)} Gallery: ${source.name}.`,
        notes: notesOf(options, found),
        results: found.results,
        captions: found.captions,
        maps,
        boxes,
      });
      await writeFileAtomically(html, page);
    }
    const { geojson } = options;
    const places = await placesOf(searcher, found);
    if (geojson !== undefined) await writeFileAtomically(geojson, `${JSON.stringify(places)}\n`);
    report.result(resultOf(text, image, found, boxes, html, places), () =>
      linesOf(found, region !== null ? 'Nothing is in the region.' : nothingMatches(conditions.length)),
    );
    report.note(summaryOf(found, noun));
    if (found.total === 0 && found.matching > 0) report.note('Show the best images all the same with --all.');
    if (geojson !== undefined) report.note(`GeoJSON: ${geojson}`);
    const unplaced = places.features.filter(({ geometry }) => geometry === null).length;
    if (geojson !== undefined && unplaced > 0) {
      report.note(
        `${formatCount(unplaced, 'result')} without a place in WGS 84: see the notes of the scene in manifest.json.`,
      );
    }
    if (html !== undefined) report.note(`Page: ${html}. Open ${pathToFileURL(html)}`);
  } finally {
    await searcher.close();
  }
}

type Places = ReturnType<typeof resultFeatures>;

/** Where the results are. */
async function placesOf({ gallery }: LoadedSearcher, { results }: SearchPage): Promise<Places> {
  const { resultFeatures } = await import('@rs-sam/search/scene');
  return resultFeatures(results, gallery.scenes);
}

async function byImage(
  searcher: LoadedSearcher,
  image: string,
  options: GalleryFlags,
  shared: Pick<ImageQuery, 'filter' | 'region' | 'page' | 'pageSize' | 'candidates'>,
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
  const { wordMapsOfItems } = await import('@rs-sam/search/where');
  const encodings = await gallery.encodings(results.map(({ key }) => key));
  return (await wordMapsOfItems(checkpoint, encodings, text, pretrained)) ?? results.map(() => null);
}

function resultOf(
  text: string | undefined,
  image: string | undefined,
  found: SearchPage,
  boxes: readonly (readonly Box[] | null)[],
  html: string | undefined,
  { features }: Places,
) {
  const { results, substitutes, captions, ...counts } = found;
  return {
    ...(text === undefined ? { image, captions } : { text }),
    ...counts,
    ...(text !== undefined && { unknown: substitutes.map(({ word }) => word), substitutes }),
    found: results.map(({ item, rank, score, confidence, duplicates, overlapping }, at) => {
      const { file, window, metadata } = item;
      const place = window && { window, geometry: features[at]?.geometry ?? null, overlapping: overlapping.length };
      return {
        ...{ rank, file, ...place, score, confidence, duplicates: duplicates.length, metadata },
        boxes: boxes[at] ?? null,
      };
    }),
    html: html ?? null,
  };
}

const nothingMatches = (conditions: number): string =>
  conditions > 0 ? 'No image has what --filter asks for.' : 'The gallery has no images.';

/** @param nothing said where no image is in the region or has what the filter asks for. */
function linesOf({ results, matching, total, page, captions }: SearchPage, nothing: string): string[] {
  if (matching === 0) return [nothing];
  if (results.length === 0) return [total === 0 ? 'Nothing here fits.' : `Page ${page} has no results.`];
  const images = results.map(({ rank, score, confidence, item, duplicates, overlapping }) => {
    const sure = confidence === null ? '' : `  ${fixed(confidence, 1)} σ`;
    const more = duplicates.length === 0 ? '' : `  and ${formatCount(duplicates.length, 'near-duplicate')}`;
    const here = overlapping.length === 0 ? '' : `  with ${formatCount(overlapping.length, 'window')} that overlap`;
    return `${`${rank}.`.padStart(4)} ${fixed(score, 3)}${sure}  ${item.id}${classOf(item.metadata)}${here}${more}`;
  });
  const described = captions.map(({ caption, score }) => `      ${fixed(score, 3)}  ${caption}`);
  return described.length === 0 ? images : [...images, 'Captions that describe the image best:', ...described];
}

function summaryOf({ total, more, matching, page, pageSize }: SearchPage, noun: string): string {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const of = `${more ? 'at least ' : ''}${formatCount(total, 'result')} in ${formatCount(matching, noun)}`;
  return `Page ${page} of ${more ? 'at least ' : ''}${pages}: ${of}.`;
}

/** What a reader of the page has to know about the query. */
function notesOf({ not, filter = [], region }: GalleryFlags, { substitutes }: SearchPage): string[] {
  return [
    ...(substitutes.length > 0 ? [formatSubstitutes(substitutes)] : []),
    ...(not === undefined ? [] : [`Left out: ${not}.`]),
    ...(region === undefined ? [] : [`Only windows in the region of ${region}.`]),
    ...(filter.length === 0 ? [] : [`Only images with ${filter.join(', ')}.`]),
  ];
}

function classOf(metadata: SearchResult['item']['metadata']): string {
  const name = classNameOf(metadata);
  return name === null ? '' : ` (${name})`;
}
