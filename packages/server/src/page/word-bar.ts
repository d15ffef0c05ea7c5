import type { Attention } from '../inference/jobs';
import { byId, makeButton } from './elements';
import { drawHeat, placeOfMost } from './heat-overlay';
import type { ResultCard } from './result-card';

/**
 * Shows the words of a sentence. While one is pointed at or has the focus, each result shows where it looks; a click keeps it until the
 * next click.
 */
export function showWords(attention: Attention | null, cards: readonly ResultCard[]): void {
  const bar = byId('words');
  bar.hidden = attention === null || cards.length === 0;
  bar.replaceChildren();
  if (attention === null) return;
  const { words, grid, items } = attention;
  const weightsOf = new Map(items.map(({ id, weights }) => [id, weights]));
  let kept: number | null = null;

  const show = (word: number | null) => {
    for (const { item, overlay, description } of cards) {
      const weights = word === null ? undefined : weightsOf.get(item.id)?.[word];
      overlay.hidden = weights === undefined;
      description.textContent = '';
      if (weights === undefined || word === null) continue;
      drawHeat(overlay, weights, grid);
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
