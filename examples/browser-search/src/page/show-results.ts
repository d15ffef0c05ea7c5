import type { LoadedSearcher, SearchPage, SearchResult } from '@rs-sam/search';
import { meanMap, renderHeatMap, type WordMaps, wordMapsOfItems } from '@rs-sam/search/where';

/** Fills the list with results: the thumbnail, for a sentence with its attention, and a button that finds more like it. */
export async function showResults(
  list: HTMLElement,
  searcher: LoadedSearcher,
  { results }: SearchPage,
  sentence: string | null,
  findMore: (id: string) => void,
): Promise<void> {
  const maps = sentence === null ? null : await mapsOf(searcher, results, sentence);
  const items: HTMLElement[] = [];
  for (const [at, result] of results.entries()) {
    const item = document.createElement('li');
    item.dataset.id = result.item.id;
    item.dataset.score = String(result.score);
    item.append(await pictureOf(searcher, result, maps?.[at] ?? null), captionOf(result), moreButton(result, findMore));
    items.push(item);
  }
  for (const image of list.querySelectorAll('img')) URL.revokeObjectURL(image.src);
  list.replaceChildren(...items);
}

async function mapsOf(
  { gallery, checkpoint }: LoadedSearcher,
  results: readonly SearchResult[],
  sentence: string,
): Promise<readonly WordMaps[] | null> {
  const encodings = await gallery.encodings(results.map(({ key }) => key));
  return wordMapsOfItems(checkpoint, encodings, sentence);
}

/** The thumbnail; pointed at or focused, it shows where the sentence looks. */
async function pictureOf(
  { gallery }: LoadedSearcher,
  { key, item }: SearchResult,
  maps: WordMaps | null,
): Promise<HTMLElement> {
  const image = document.createElement('img');
  image.src = URL.createObjectURL(new Blob([new Uint8Array(await gallery.thumbnail(key))], { type: 'image/jpeg' }));
  image.alt = item.file;
  const picture = document.createElement('div');
  picture.className = 'picture';
  picture.append(image);
  if (maps === null) return picture;
  const heat = document.createElement('img');
  const svg = renderHeatMap(meanMap(maps), maps.grid, { width: item.width, height: item.height });
  heat.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  heat.alt = '';
  heat.className = 'heat';
  picture.append(heat);
  picture.tabIndex = 0;
  return picture;
}

function captionOf({ rank, item, score, confidence }: SearchResult): HTMLElement {
  const caption = document.createElement('p');
  const sure = confidence === null ? '' : `, confidence ${confidence.toFixed(1)} σ`;
  caption.textContent = `${rank}. ${item.file}: ${score.toFixed(3)}${sure}`;
  return caption;
}

function moreButton({ item }: SearchResult, findMore: (id: string) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'More like this';
  button.setAttribute('aria-label', `More like this: ${item.file}`);
  button.addEventListener('click', () => findMore(item.id));
  return button;
}
