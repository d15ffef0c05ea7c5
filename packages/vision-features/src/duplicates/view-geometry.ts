import { VIEWS, type View } from '../images/view';

/** (x, y) → (a x + b y, c x + d y), about the centre of the image, y counted downwards. */
export type ViewMatrix = readonly [a: number, b: number, c: number, d: number];

const MATRICES: Readonly<Record<View, ViewMatrix>> = {
  identity: [1, 0, 0, 1],
  rotate90: [0, -1, 1, 0],
  rotate180: [-1, 0, 0, -1],
  rotate270: [0, 1, -1, 0],
  flip: [-1, 0, 0, 1],
  'flip-rotate90': [0, -1, -1, 0],
  'flip-rotate180': [1, 0, 0, -1],
  'flip-rotate270': [0, 1, 1, 0],
};

/** Where a view takes the points of an image. */
export const viewMatrix = (view: View): ViewMatrix => MATRICES[view];

/** The view that has the effect of `first` followed by `second`. */
export function composedView(first: View, second: View): View {
  const [a, b, c, d] = MATRICES[second];
  const [e, f, g, h] = MATRICES[first];
  const product = [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h];
  return VIEWS.find((view) => MATRICES[view].every((value, i) => value === product[i])) as View;
}

/** The view that undoes a view: a mirror image undoes itself, a turn is undone by the opposite one. */
export function inverseView(view: View): View {
  return VIEWS.find((other) => composedView(view, other) === 'identity') as View;
}
