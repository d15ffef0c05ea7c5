import type { Parameters } from './api';

/** What is looked for: a sentence, an image file, or images like an item. */
export type Subject =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly file: File }
  | { readonly kind: 'items'; readonly id: string };

/** A search as the page knows it. */
export interface Query {
  readonly subject: Subject;
  readonly without: string;
  /** Conditions, separated by semicolons. */
  readonly filter: string;
  /** A rectangle of a scene, `scene.tif#x,y,width,height`; empty for none. */
  readonly region: string;
  readonly all: boolean;
  readonly page: number;
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

/** The share of a window that is in a region: neighbours whose edges it touches are not. */
const LEAST_SHARE = 0.001;

/** The parameters of the server's API. */
export function parametersOf({ subject, without, filter, region, all, page, right, wrong }: Query): Parameters {
  const conditions = filter
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const where = region === '' ? {} : { region, regionShare: LEAST_SHARE };
  const shared = { filter: conditions, ...where, page: page === 1 ? undefined : page, right, wrong };
  if (subject.kind === 'image') return shared;
  if (subject.kind === 'items') return { ...shared, right: [subject.id, ...right.filter((id) => id !== subject.id)] };
  // What is marked says what fits.
  const isMarked = right.length + wrong.length > 0;
  return { ...shared, text: subject.text, without: without || undefined, all: all && !isMarked };
}

/** The address of a search by a sentence or an item, so that it can be kept and sent; null for an image, which has none. */
export function addressOf({ subject, without, filter, region, all, page }: Query): string | null {
  if (subject.kind === 'image') return null;
  const address = new URLSearchParams(subject.kind === 'text' ? { text: subject.text } : { like: subject.id });
  if (without !== '') address.set('without', without);
  if (filter !== '') address.set('filter', filter);
  if (region !== '') address.set('region', region);
  if (all) address.set('all', 'true');
  if (page > 1) address.set('page', String(page));
  return `?${address}`;
}

/** The search of an address; null where it has none. */
export function queryOf(address: string): Query | null {
  const given = new URLSearchParams(address);
  const [text, id] = [given.get('text'), given.get('like')];
  if (text === null && id === null) return null;
  return {
    subject: text === null ? { kind: 'items', id: id as string } : { kind: 'text', text },
    without: given.get('without') ?? '',
    filter: given.get('filter') ?? '',
    region: given.get('region') ?? '',
    all: given.get('all') === 'true',
    page: Math.max(1, Math.floor(Number(given.get('page') ?? 1)) || 1),
    ...{ right: [], wrong: [] },
  };
}
