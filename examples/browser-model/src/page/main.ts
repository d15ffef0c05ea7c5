import { fileSource, type LoadedCheckpoint, loadCheckpoint, urlSource } from '@rs-sam/models';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openExtractor } from '../model/open-extractor';
import { scoreSentences } from '../model/score-sentences';
import { pixelsOf } from './image-pixels';
import { showResults } from './show-results';

const field = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const [status, results] = [field('status'), field('results')];
const [form, button] = [field<HTMLFormElement>('form'), field<HTMLButtonElement>('score')];
const [checkpointUrl, checkpointFiles] = [
  field<HTMLInputElement>('checkpoint-url'),
  field<HTMLInputElement>('checkpoint-files'),
];
const [imageFile, weightsUrl] = [field<HTMLInputElement>('image'), field<HTMLInputElement>('weights-url')];
const sentences = field<HTMLTextAreaElement>('sentences');

/** The files are beside the page, see `vite.config.ts`. */
const engine = prepareBackend({ engine: 'wasm', wasmPath: new URL('wasm/', document.baseURI).href });

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void run();
});

async function run(): Promise<void> {
  button.disabled = true;
  try {
    say('Loading …');
    await engine;
    const [file] = imageFile.files ?? [];
    if (file === undefined) throw new Error('Choose an image.');
    const image = await createImageBitmap(file);
    const checkpoint = await loadedCheckpoint();
    try {
      const { features } = checkpoint.manifest;
      const extractor = await openExtractor(features, weightsUrl.value.trim() || null);
      const regions = await extractor.regionsOf(pixelsOf(image, extractor.inputSize));
      const lines = sentences.value.split('\n').filter((line) => line.trim() !== '');
      if (lines.length === 0) throw new Error('Type a sentence, one per line.');
      showResults(results, scoreSentences(checkpoint, regions, lines), image, features.grid);
      say(`${checkpoint.configuration.model}, trained on ${features.dataset}; higher scores fit the image better.`);
    } finally {
      checkpoint.model.dispose();
    }
  } catch (error) {
    results.replaceChildren();
    say((error as Error).message);
    status.dataset.error = 'true';
  } finally {
    button.disabled = false;
  }
}

/** From the chosen files, or from the address where none are chosen. */
function loadedCheckpoint(): Promise<LoadedCheckpoint> {
  const files = [...(checkpointFiles.files ?? [])];
  if (files.length > 0) return loadCheckpoint(fileSource(files));
  if (checkpointUrl.value.trim() === '') throw new Error('Choose the files of a checkpoint, or give its address.');
  return loadCheckpoint(urlSource(checkpointUrl.value.trim()));
}

function say(text: string): void {
  delete status.dataset.error;
  status.textContent = text;
}
