import type { Attention, FoundItem } from '../inference/jobs';
import { byId, makeButton } from './elements';
import { drawHeat, placeOfMost } from './heat-overlay';

/** An image of a result, on its card or on a map. */
export interface LitImage {
  readonly item: FoundItem;
  /** Lies over it. */
  readonly overlay: HTMLCanvasElement;
  /** Says in words what the overlay shows. */
  readonly description?: HTMLElement;
}

/**
 * Shows the words of a sentence. While one is pointed at or has the focus, each result shows where it looks; a click keeps it until the
 * next click.
 */
export function showWords(attention: Attention | null, images: readonly LitImage[]): void {
  const bar = byId('words');
  bar.hidden = attention === null || images.length === 0;
  bar.replaceChildren();
  if (attention === null) return;
  const { words, grid, items } = attention;
  const weightsOf = new Map(items.map(({ id, weights }) => [id, weights]));
  let kept: number | null = null;

  const show = (word: number | null) => {
    for (const { item, overlay, description } of images) {
      const weights = word === null ? undefined : weightsOf.get(item.id)?.[word];
      overlay.hidden = weights === undefined;
      if (description !== undefined) description.textContent = '';
      if (weights === undefined || word === null) continue;
      drawHeat(overlay, weights, grid);
      if (description !== undefined)
        description.textContent = `“${words[word]}” looks at ${placeOfMost(weights, grid)}.`;
    }
  };
  const buttons = words.map((text, word) => {
    const button = makeButton(text, () => keep(kept === word ? null : word), {
      class: 'word',
      'aria-pressed': 'false',
    });
    for (const event of ['pointerenter', 'focus'] as const) button.addEventListener(event, () => show(word));
    for (const event of ['pointerleave', 'blur'] as const) button.addEventListener(event, () => show(kept));
    return button;
  });
  const keep = (word: number | null) => {
    kept = word;
    for (const [at, button] of buttons.entries()) button.setAttribute('aria-pressed', String(at === word));
    show(word);
  };
  bar.replaceChildren('Where words look: ', ...buttons);
}
