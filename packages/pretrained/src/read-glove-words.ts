import { type PretrainedWords, parsePretrainedWords } from '@rs-sam/text-encoder/pretrained';

/** The table of the package. Bundlers that know this form, such as Vite, copy the file and give its address. */
const TABLE = new URL('../words/glove-100d-80k.words', import.meta.url);

/**
 * Reads the table of 80,000 words in a browser.
 *
 * @param url its address, where the bundler does not give it: that of a copy of `words/glove-100d-80k.words`.
 * @throws PretrainedWordsError for a damaged file; an Error with the status for one that the server does not give.
 */
export async function readGloveWords(url: string | URL = TABLE): Promise<PretrainedWords> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: the server answers ${response.status} ${response.statusText}`.trim());
  }
  return parsePretrainedWords(new Uint8Array(await response.arrayBuffer()), String(url));
}
