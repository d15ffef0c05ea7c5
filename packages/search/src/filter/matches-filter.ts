import type { GalleryItem } from '../gallery/gallery-item';
import type { Condition, Filter, FilterValue } from './filter';

export const OWN_FIELDS = ['file', 'width', 'height', 'bytes'] as const;

/** An item as a filter sees it. */
export type FilteredItem = Pick<GalleryItem, (typeof OWN_FIELDS)[number] | 'metadata'>;

/**
 * Whether every condition of a filter holds for an item.
 *
 * Numbers are compared as numbers, everything else as text, so that dates are written with the year first; letters count alike in both
 * cases. Of a list one element has to fit. An item without the field fits only `!=`.
 */
export function matchesFilter(item: FilteredItem, filter: Filter): boolean {
  return filter.every((condition) => holds(fieldOf(item, condition.field), condition));
}

function holds(value: unknown, condition: Condition): boolean {
  const { comparison, values } = condition;
  if (comparison === '!=') return !holds(value, { ...condition, comparison: '=' });
  if (Array.isArray(value)) return value.some((one) => holds(one, condition));
  if (value === undefined || value === null || typeof value === 'object') return false;
  if (comparison === '=') return values.some((wanted) => equals(value, wanted));
  const [wanted] = values;
  if (wanted?.kind !== 'text') return false;
  const order = compare(value, wanted.text);
  if (comparison === '<') return order < 0;
  if (comparison === '<=') return order <= 0;
  return comparison === '>' ? order > 0 : order >= 0;
}

function equals(value: unknown, wanted: FilterValue): boolean {
  if (wanted.kind === 'range') {
    const { from, to } = wanted;
    return (from === null || compare(value, from) >= 0) && (to === null || compare(value, to) <= 0);
  }
  if (!wanted.text.includes('*')) return compare(value, wanted.text) === 0;
  const pattern = wanted.text.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 'isu').test(String(value));
}

/** Below 0 where the value comes first; NaN, which fits no comparison, for a number and a text that is none. */
function compare(value: unknown, text: string): number {
  if (typeof value === 'number') return text === '' ? Number.NaN : value - Number(text);
  const [a, b] = [String(value).toLowerCase(), text.toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}

function fieldOf(item: FilteredItem, field: string): unknown {
  const own = OWN_FIELDS.find((name) => name === field);
  if (own !== undefined) return item[own];
  if (Object.hasOwn(item.metadata, field)) return item.metadata[field];
  return field.split('.').reduce<unknown>((value, name) => {
    const inside = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name);
    return inside ? (value as Record<string, unknown>)[name] : undefined;
  }, item.metadata);
}
