import type { SceneWindow } from '@rs-sam/search/scene';
import type { FoundItem } from '../../inference/jobs';
import { thumbnailOf } from '../api';
import { make } from '../elements';
import type { ResultCard } from '../result-card';

/** A result on a map. */
export interface MapMark {
  readonly item: FoundItem;
  readonly window: SceneWindow;
  readonly element: HTMLButtonElement;
  readonly overlay: HTMLCanvasElement;
}

/** The place of a card's window. While one of both is pointed at or has the focus, the other is marked; a click leads to the card. */
export function mapMark({ item, element: card }: ResultCard, window: SceneWindow): MapMark {
  const overlay = make('canvas', { class: 'overlay', 'aria-hidden': 'true' });
  overlay.hidden = true;
  const element = make(
    'button',
    { type: 'button', class: 'mark-place', 'aria-label': `Result ${item.rank}: ${item.id}`, title: item.id },
    make('img', { src: thumbnailOf(item.id), alt: '', draggable: 'false' }),
    overlay,
    make('span', { class: 'place-rank' }, String(item.rank)),
  );
  element.addEventListener('click', () => {
    card.scrollIntoView({ block: 'nearest' });
    card.querySelector('input')?.focus({ preventScroll: true });
  });
  for (const [one, other] of [
    [element, card],
    [card, element],
  ] as const) {
    for (const name of ['pointerenter', 'focusin']) one.addEventListener(name, () => other.classList.add('pointed'));
    for (const name of ['pointerleave', 'focusout']) {
      one.addEventListener(name, () => other.classList.remove('pointed'));
    }
  }
  return { item, window, element, overlay };
}

/** One of the marks is reached by Tab, the others from it by the arrow keys, in the order of the results. */
export function rove(marks: readonly MapMark[]): void {
  for (const [at, { element }] of marks.entries()) {
    element.tabIndex = at === 0 ? 0 : -1;
    element.addEventListener('focus', () => {
      for (const other of marks) other.element.tabIndex = other.element === element ? 0 : -1;
    });
    element.addEventListener('keydown', ({ key }) => {
      const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
      const step = steps[key];
      if (step !== undefined) marks[(at + step + marks.length) % marks.length]?.element.focus();
    });
  }
}
