import type { Comparison, Condition, Filter, FilterValue } from './filter';
import { FilterError } from './filter-error';

/**
 * Parses conditions, one a text: a field, one of `= != < <= > >=`, and a value. After `=` and `!=` alternatives are separated by `|`, `*`
 * stands for any characters, and `a..b` is a range with its ends, of which one may be left out.
 *
 * @example
 * parseFilter(['class=airport|harbour', 'cloud<0.1', 'date=2020-01-01..2020-12-31']);
 * @throws FilterError
 */
export function parseFilter(expressions: readonly string[]): Filter {
  return expressions.map(parseCondition);
}

function parseCondition(expression: string): Condition {
  const [, field, comparison, text] = /^\s*([^=<>!]+?)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*$/s.exec(expression) ?? [];
  if (field === undefined || text === undefined || text === '') throw new FilterError(expression);
  const bySize = comparison !== '=' && comparison !== '!=';
  const values = bySize ? [{ kind: 'text' as const, text }] : text.split('|').map((part) => parseValue(part.trim()));
  return { field, comparison: comparison as Comparison, values };
}

function parseValue(text: string): FilterValue {
  const [, from, to] = /^(.*?)\.\.(.*)$/s.exec(text) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return { kind: 'text', text };
  return { kind: 'range', from: from.trim() || null, to: to.trim() || null };
}
