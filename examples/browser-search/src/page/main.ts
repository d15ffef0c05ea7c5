import { type LoadedSearcher, loadSearcher, parseFilter, type SearchPage, urlGallery } from '@rs-sam/search';
import { type PretrainedWords, parsePretrainedWords } from '@rs-sam/text-encoder/pretrained';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { showResults } from './show-results';

const field = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const [status, results, button] = [field('status'), field('results'), field<HTMLButtonElement>('search')];
const [text, without] = [field<HTMLInputElement>('text'), field<HTMLInputElement>('without')];
const [filter, all] = [field<HTMLInputElement>('filter'), field<HTMLInputElement>('all')];

/** Of the address: `gallery`, a folder, else that beside the page; `words`, a table of words; what the form has at the start. */
const parameters = new URLSearchParams(location.search);
const [gallery, words] = [parameters.get('gallery') ?? 'gallery/', parameters.get('words')];

async function start(): Promise<void> {
  // The files are beside the page, see `vite.config.ts`.
  await prepareBackend({ engine: 'wasm', wasmPath: new URL('wasm/', document.baseURI).href });
  const pretrained = words === null ? undefined : await tableAt(words);
  const searcher = await loadSearcher(urlGallery(gallery), { pretrained });
  const { size, origin } = searcher.gallery;
  say(`${size} images, searched by ${origin.model.name} on this page.`);
  button.disabled = false;
  field<HTMLFormElement>('form').addEventListener('submit', (event) => {
    event.preventDefault();
    void show(searcher, text.value, byText(searcher));
  });
  for (const input of [text, without, filter]) input.value = parameters.get(input.id) ?? '';
  all.checked = parameters.has('all');
  if (text.value !== '') await show(searcher, text.value, byText(searcher));
}

/** The table of pretrained words that the gallery's model was trained with: for words that no training caption has. */
async function tableAt(address: string): Promise<PretrainedWords> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be fetched: ${response.status} ${response.statusText}`);
  return parsePretrainedWords(new Uint8Array(await response.arrayBuffer()), address);
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
    say(`${found.total === 0 ? 'Nothing here fits.' : `${found.total} results.`}${aboutWords(found)}`);
  } catch (error) {
    results.replaceChildren();
    tell(error);
  }
}

/** Which words of the sentence are in no training caption, and which of these the model reads all the same. */
function aboutWords({ substitutes }: SearchPage): string {
  const unknown = substitutes.filter(({ by }) => by === 'unknown').map(({ word }) => word);
  const read = substitutes.filter(({ by }) => by !== 'unknown').map(({ word }) => word);
  return [
    unknown.length > 0 ? ` The model does not know: ${unknown.join(', ')}.` : '',
    read.length > 0 ? ` In no training caption, but read: ${read.join(', ')}.` : '',
  ].join('');
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
