import { fixed } from '@rs-sam/foundation/text';
import type { FoundItem } from '../inference/jobs';
import { thumbnailOf } from './api';
import { make, makeButton } from './elements';

/** How a result is marked. */
export type Mark = 'right' | 'wrong';

/** What a card does. */
export interface CardActions {
  /** Null where the mark is taken off. */
  mark(item: FoundItem, mark: Mark | null): void;
  select(item: FoundItem, selected: boolean): void;
  like(item: FoundItem): void;
}

/** How a card looks at first. */
export interface CardState {
  readonly mark: Mark | null;
  readonly selected: boolean;
}

/** A result on the page. */
export interface ResultCard {
  readonly item: FoundItem;
  readonly element: HTMLLIElement;
  /** Lies over the thumbnail, for heat maps. */
  readonly overlay: HTMLCanvasElement;
  /** Says in words what the overlay shows. */
  readonly description: HTMLElement;
  setSelected(selected: boolean): void;
  setMark(mark: Mark | null): void;
}

/** Fields of the metadata on a card; the rest is in its title. */
const SHOWN = 3;

export function resultCard(item: FoundItem, state: CardState, actions: CardActions): ResultCard {
  // Of a window of a scene the id says where it is.
  const { id, width, height, rank, duplicates, overlapping } = item;
  const image = make('img', {
    ...{ src: thumbnailOf(id), alt: altOf(item), width: String(width), height: String(height), loading: 'lazy' },
  });
  const overlay = make('canvas', { class: 'overlay', 'aria-hidden': 'true' });
  overlay.hidden = true;
  const description = make('span', { class: 'visually-hidden' });
  const box = make('input', { type: 'checkbox', 'aria-label': `Select ${id}` });
  box.addEventListener('change', () => actions.select(item, box.checked));
  const setSelected = (selected: boolean) => {
    box.checked = selected;
    element.classList.toggle('selected', selected);
  };

  const switches = (['right', 'wrong'] as const).map((mark) => {
    const label = mark === 'right' ? 'Right' : 'Wrong';
    const button = makeButton(label, () => press(mark), { class: `mark ${mark}`, 'aria-label': `${label}: ${id}` });
    return { mark, button };
  });
  let current = state.mark;
  const setMark = (mark: Mark | null) => {
    current = mark;
    for (const one of switches) one.button.setAttribute('aria-pressed', String(one.mark === mark));
  };
  const press = (mark: Mark) => {
    setMark(current === mark ? null : mark);
    actions.mark(item, current);
  };

  const folded = [
    ...(duplicates.length === 0 ? [] : [counted(duplicates, 'near-duplicate')]),
    ...(overlapping.length === 0 ? [] : [counted(overlapping, 'overlapping window')]),
  ].map((text) => make('p', { class: 'meta' }, text));
  const element = make(
    'li',
    { class: 'card' },
    make('div', { class: 'thumbnail' }, image, overlay, description),
    make(
      'div',
      { class: 'facts' },
      make('label', { class: 'name' }, box, make('span', { class: 'rank' }, `${rank}.`), make('span', {}, id)),
      make('p', { class: 'scores' }, ...scoresOf(item)),
      ...metadataOf(item),
      ...folded,
    ),
    make(
      'div',
      { class: 'actions' },
      ...switches.map(({ button }) => button),
      makeButton('More like this', () => actions.like(item), { 'aria-label': `More like this: ${id}` }),
    ),
  );
  element.dataset.id = id;
  setMark(current);
  setSelected(state.selected);
  return { item, element, overlay, description, setSelected, setMark };
}

function scoresOf({ score, confidence }: FoundItem): (Node | string)[] {
  const shown = make('span', { title: 'What the model makes of it' }, `score ${fixed(score, 3)}`);
  if (confidence === null) return [shown];
  const title = 'Standard deviations above what unrelated sentences score on this image';
  return [shown, make('span', { class: 'confidence', title }, `confidence ${fixed(confidence, 1)} σ`)];
}

function metadataOf({ metadata }: FoundItem): HTMLElement[] {
  const texts = Object.entries(metadata).flatMap(([name, value]) =>
    typeof value === 'object' ? [] : [`${name} ${value}`],
  );
  if (texts.length === 0) return [];
  const more = texts.length > SHOWN ? ' …' : '';
  return [make('p', { class: 'meta', title: texts.join('\n') }, texts.slice(0, SHOWN).join(' · ') + more)];
}

function altOf({ id, metadata, rank }: FoundItem): string {
  const { class: className } = metadata;
  return `Result ${rank}: ${id}${typeof className === 'string' ? `, ${className}` : ''}`;
}

const counted = (ids: readonly string[], what: string): string =>
  `and ${ids.length} ${what}${ids.length === 1 ? '' : 's'}: ${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ' …' : ''}`;
