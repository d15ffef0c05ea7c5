import { type LoadedSearcher, loadSearcher, parseFilter, type SearchPage, urlGallery } from '@rs-sam/search';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { showResults } from './show-results';

const field = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const [status, results, button] = [field('status'), field('results'), field<HTMLButtonElement>('search')];
const [text, without] = [field<HTMLInputElement>('text'), field<HTMLInputElement>('without')];
const [filter, all] = [field<HTMLInputElement>('filter'), field<HTMLInputElement>('all')];

/** The folder of the gallery: the parameter `gallery` of the address, else the folder beside the page. */
const address = new URLSearchParams(location.search).get('gallery') ?? 'gallery/';

async function start(): Promise<void> {
  // The files are beside the page, see `vite.config.ts`.
  await prepareBackend({ engine: 'wasm', wasmPath: new URL('wasm/', document.baseURI).href });
  const searcher = await loadSearcher(urlGallery(address));
  const { size, origin } = searcher.gallery;
  say(`${size} images, searched by ${origin.model.name} on this page.`);
  button.disabled = false;
  field<HTMLFormElement>('form').addEventListener('submit', (event) => {
    event.preventDefault();
    void show(searcher, text.value, byText(searcher));
  });
}

function byText(searcher: LoadedSearcher): Promise<SearchPage> {
  const conditions = filter.value.split(';').filter((one) => one.trim() !== '');
  return Promise.resolve().then(() =>
    searcher.byText({
      ...{ text: text.value, filter: parseFilter(conditions), pageSize: 24 },
      ...(without.value.trim() !== '' && { without: without.value }),
      ...(all.checked && { fits: null }),
    }),
  );
}

/** @param sentence whose words are shown over the results; null for none. */
async function show(searcher: LoadedSearcher, sentence: string | null, searching: Promise<SearchPage>): Promise<void> {
  try {
    const found = await searching;
    await showResults(results, searcher, found, sentence, (id) =>
      show(searcher, null, searcher.byItems({ right: [id], pageSize: 24 })),
    );
    const unknown = found.substitutes.map(({ word }) => word);
    const words = unknown.length > 0 ? ` The model does not know: ${unknown.join(', ')}.` : '';
    say(`${found.total === 0 ? 'Nothing here fits.' : `${found.total} results.`}${words}`);
  } catch (error) {
    results.replaceChildren();
    tell(error);
  }
}

function say(sentence: string): void {
  delete status.dataset.error;
  status.textContent = sentence;
}

function tell(error: unknown): void {
  status.textContent = (error as Error).message;
  status.dataset.error = 'true';
}

start().catch(tell);
