import { type PretrainedWords, PretrainedWordsError, parsePretrainedWords } from '@rs-sam/text-encoder/pretrained';

/** The table of the package. Bundlers that know this form, such as Vite, copy the file and give its address. */
const TABLE = new URL('../words/glove-100d-80k.words', import.meta.url);

/**
 * Reads the table of 80,000 words in a browser.
 *
 * @param url its address, where the bundler does not give it: that of a copy of `words/glove-100d-80k.words`.
 * @throws PretrainedWordsError for a damaged file, and with the server's answer for one that it does not give.
 */
export async function readGloveWords(url: string | URL = TABLE): Promise<PretrainedWords> {
  const refuse = (problem: string, cause?: unknown): never => {
    const remedy = 'Give the address of a copy of words/glove-100d-80k.words of @rs-sam/pretrained.';
    throw new PretrainedWordsError(String(url), problem, remedy, { cause });
  };
  const response = await fetch(url).catch((cause) => refuse('It cannot be fetched.', cause));
  if (!response.ok) refuse(`The server answers ${`${response.status} ${response.statusText}`.trim()}.`);
  return parsePretrainedWords(new Uint8Array(await response.arrayBuffer()), String(url));
}
