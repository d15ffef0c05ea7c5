import type { FoundItem, FoundPage } from '../inference/jobs';
import { formatSceneArea } from '../scenes/scene-area';
import {
  ApiError,
  attentionOf,
  type GallerySummary,
  readGallery,
  searchByImage,
  searchByItems,
  searchByText,
} from './api';
import { captionsOf, statusOf, substitutesOf } from './describe-page';
import { byId, say } from './elements';
import { askForToken } from './login';
import { createMaps } from './map/show-maps';
import { addressOf, parametersOf, type Query, queryOf, type Subject } from './query';
import { onImage, showQueryImage } from './query-image';
import { type Mark, type ResultCard, resultCard } from './result-card';
import { createSelection } from './selection';
import { showWords } from './word-bar';

const field = (id: string) => byId<HTMLInputElement>(id);
const selection = createSelection(showProblem);
const maps = createMaps({
  draw: (area) => setRegion(formatSceneArea(area)),
  search: searchInRegion,
  clear() {
    setRegion('');
    if (query !== null && query.region !== '') searchInRegion();
  },
});
const marks = new Map<string, Mark>();
let gallery: GallerySummary;
let query: Query | null = null;
let cards: readonly ResultCard[] = [];
let running = new AbortController();

async function start(): Promise<void> {
  try {
    gallery = await readGallery();
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error;
    await askForToken();
    gallery = await readGallery();
  }
  say('gallery', `${gallery.items.toLocaleString('en')} images, searched by ${gallery.model} on ${gallery.backbone}.`);
  for (const id of ['region-line', 'region-help']) byId(id).hidden = gallery.scenes === 0;
  wire();
  restore();
}

function wire(): void {
  byId('search').addEventListener('submit', (event) => {
    event.preventDefault();
    const subject = query?.subject;
    if (subject?.kind === 'image' && !byId('query-image').hidden) begin(subject);
    else if (field('text').value.trim() !== '') begin({ kind: 'text', text: field('text').value.trim() });
    else field('text').focus();
  });
  onImage((file) => begin({ kind: 'image', file }));
  byId('query-remove').addEventListener('click', () => {
    showQueryImage(null);
    field('text').focus();
  });
  field('region').addEventListener('input', () => maps.showRegion(field('region').value));
  byId('previous').addEventListener('click', () => turn(-1));
  byId('next').addEventListener('click', () => turn(1));
  byId('marks-search').addEventListener('click', searchAgain);
  byId('marks-clear').addEventListener('click', () => {
    marks.clear();
    if (query !== null && query.right.length + query.wrong.length > 0) searchAgain();
    else for (const card of cards) card.setMark(null);
    showMarks();
  });
  byId('selection-page').addEventListener('click', () => {
    for (const card of cards) select(card, true);
  });
  byId('selection-clear').addEventListener('click', () => {
    selection.clear();
    for (const card of cards) card.setSelected(false);
  });
  addEventListener('popstate', restore);
}

/** Begins a search for something else: marks belong to one search. */
function begin(subject: Subject): void {
  if (subject.kind === 'image' && subject.file.size > gallery.limits.uploadBytes) {
    const limit = Math.floor(gallery.limits.uploadBytes / 2 ** 20);
    showProblem(new Error(`${subject.file.name} is larger than ${limit} MiB, the limit of this server.`));
    return;
  }
  marks.clear();
  const [without = '', filter = '', region = ''] = ['without', 'filter', 'region'].map((id) => field(id).value.trim());
  go({ subject, without, filter, region, all: field('all').checked, page: 1, right: [], wrong: [] });
}

function searchAgain(): void {
  if (query === null) return;
  const marked = (mark: Mark) => [...marks].flatMap(([id, one]) => (one === mark ? [id] : []));
  go({ ...query, page: 1, right: marked('right'), wrong: marked('wrong') });
}

/** The same search in the region that was drawn. */
function searchInRegion(): void {
  if (query !== null) go({ ...query, page: 1, region: field('region').value.trim() });
}

function setRegion(region: string): void {
  field('region').value = region;
  maps.showRegion(region);
}

function turn(pages: number): void {
  if (query !== null) go({ ...query, page: query.page + pages });
}

/** The search of the page's address. */
function restore(): void {
  const asked = queryOf(location.search);
  if (asked === null) return;
  field('text').value = asked.subject.kind === 'text' ? asked.subject.text : '';
  [field('without').value, field('filter').value] = [asked.without, asked.filter];
  setRegion(asked.region);
  field('all').checked = asked.all;
  marks.clear();
  void run(asked);
}

function go(asked: Query): void {
  const address = addressOf(asked);
  if (address !== null && address !== location.search) history.pushState(null, '', address);
  void run(asked);
}

/** Searches and shows what was found; a search that is running is given up. */
async function run(asked: Query): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  query = asked;
  let found: FoundPage | null = null;
  const { subject } = asked;
  showQueryImage(subject.kind === 'image' ? subject.file : null);
  byId('results').setAttribute('aria-busy', 'true');
  say('alert', '');
  say('status', 'Searching …');
  try {
    const parameters = parametersOf(asked);
    found = await (subject.kind === 'image'
      ? searchByImage(subject.file, parameters, signal)
      : subject.kind === 'items'
        ? searchByItems(parameters, signal)
        : searchByText(parameters, signal));
    showFound(found, asked);
    showWords(null, cards);
    const places = await maps.show(cards, asked.region, signal);
    if (subject.kind !== 'text' || cards.length === 0) return;
    const ids = found.results.map(({ id }) => id);
    const attention = await attentionOf(subject.text, ids, signal);
    if (!signal.aborted) showWords(attention, [...cards, ...places]);
  } catch (error) {
    if (signal.aborted) return;
    // The results of an earlier search are not those of this one.
    if (found === null) showNothing();
    showProblem(error);
  } finally {
    if (!signal.aborted) byId('results').removeAttribute('aria-busy');
  }
}

function showFound(found: FoundPage, asked: Query): void {
  cards = found.results.map((item) =>
    resultCard(
      item,
      { mark: marks.get(item.id) ?? null, selected: selection.has(item.id) },
      {
        mark(marked, mark) {
          if (mark === null) marks.delete(marked.id);
          else marks.set(marked.id, mark);
          showMarks();
        },
        select: (chosen, selected) => selectItem(chosen, selected),
        like: ({ id }) => {
          field('text').value = '';
          begin({ kind: 'items', id });
        },
      },
    ),
  );
  byId('results').replaceChildren(...cards.map(({ element }) => element));
  const about = asked.subject.kind === 'items' ? `Images like ${asked.subject.id}. ` : '';
  say('status', about + statusOf(found, asked));
  say('substitutes', substitutesOf(found));
  say('captions', captionsOf(found));
  const last = Math.min(Math.ceil(found.total / found.pageSize), Math.floor(gallery.limits.results / found.pageSize));
  byId('pages').hidden = last <= 1;
  byId('page-number').textContent = `Page ${found.page} of ${found.more ? 'at least ' : ''}${last}`;
  byId<HTMLButtonElement>('previous').disabled = found.page <= 1;
  byId<HTMLButtonElement>('next').disabled = found.page >= last;
  byId('selection').hidden = cards.length === 0;
  showMarks();
  if (found.page > 1) byId('results-heading').focus();
}

function showNothing(): void {
  cards = [];
  byId('results').replaceChildren();
  for (const id of ['words', 'substitutes', 'captions', 'selection', 'maps', 'pages']) byId(id).hidden = true;
  showMarks();
}

function select(card: ResultCard, selected: boolean): void {
  card.setSelected(selected);
  selection.set(card.item, selected);
}

function selectItem(item: FoundItem, selected: boolean): void {
  const card = cards.find((one) => one.item.id === item.id);
  if (card !== undefined) select(card, selected);
}

function showMarks(): void {
  const count = (mark: Mark) => [...marks.values()].filter((one) => one === mark).length;
  byId('marks').hidden = marks.size === 0;
  say('marks-count', marks.size === 0 ? '' : `Marked: ${count('right')} right, ${count('wrong')} wrong`);
}

function showProblem(error: unknown): void {
  say('status', '');
  say('alert', error instanceof Error ? error.message : String(error));
}

start().catch(showProblem);
