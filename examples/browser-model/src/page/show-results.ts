import type { ScoredSentence } from '../model/score-sentences';
import { drawAttention } from './draw-attention';

const SIDE = 128;

/** Fills the list with one item per sentence: its score, and a heat map per word. */
export function showResults(
  list: HTMLElement,
  results: readonly ScoredSentence[],
  image: ImageBitmap,
  grid: readonly [number, number] | null,
): void {
  list.replaceChildren(...results.map((result) => itemOf(result, image, grid)));
}

function itemOf(
  { sentence, score, unknown, words }: ScoredSentence,
  image: ImageBitmap,
  grid: readonly [number, number] | null,
): HTMLElement {
  const item = element('li');
  item.dataset.sentence = sentence;
  item.dataset.score = String(score);
  item.append(element('strong', score.toFixed(3)), element('span', sentence));
  if (unknown.length > 0) item.append(element('p', `Not in the vocabulary: ${unknown.join(', ')}.`));
  if (words !== null && grid !== null) {
    const maps = element('div');
    maps.className = 'words';
    for (const { word, weights } of words) maps.append(figureOf(word, weights, image, grid));
    item.append(maps);
  }
  return item;
}

function figureOf(
  word: string,
  weights: readonly number[],
  image: ImageBitmap,
  grid: readonly [number, number],
): HTMLElement {
  const figure = element('figure');
  figure.dataset.weights = weights.join(' ');
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIDE, SIDE];
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `Attention of the word "${word}"`);
  drawAttention(canvas, image, weights, grid);
  figure.append(canvas, element('figcaption', word));
  return figure;
}

function element(name: string, text = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
