import type { Condition, Filter, FilterValue } from '../../filter/filter';
import { OWN_FIELDS } from '../../filter/matches-filter';
import type { GalleryItem, Metadata } from '../../gallery/gallery-item';

/** Adds a value to a statement; returns its place, as `$3`. */
export type AddValue = (value: unknown) => string;

/** What `filterSql` compares, as JSON: the item's own fields, and its metadata, with small letters. */
export function filterFields(item: Pick<GalleryItem, (typeof OWN_FIELDS)[number]>, metadata: Metadata): string {
  const own = Object.fromEntries(OWN_FIELDS.map((name) => [name, item[name]]));
  return JSON.stringify([lowered(own), lowered(metadata)]);
}

function lowered(value: unknown): unknown {
  if (typeof value === 'string') return lower(value);
  if (Array.isArray(value)) return value.map(lowered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storable(name), lowered(one)]));
}

const lower = (text: string): string => storable(text.toLowerCase());

/** Postgres has neither NUL nor half of a surrogate pair. */
const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd');

/** `matchesFilter` in SQL, of the column `fields`. */
export function filterSql(filter: Filter, add: AddValue): string {
  return filter.map((condition) => conditionSql(condition, add)).join(' AND ') || 'true';
}

function conditionSql(condition: Condition, add: AddValue): string {
  const { comparison, values } = condition;
  const [first] = values;
  const tests =
    comparison === '=' || comparison === '!='
      ? values.map((value) => equalsSql(value, add))
      : [first?.kind === 'text' ? compareSql(comparison, first.text, add) : 'false'];
  // Of a list every element, also of lists in it; of anything else the value itself.
  const elements = `jsonb_path_query(${fieldSql(condition.field, add)}, '$[*][*][*][*]') AS v`;
  const fits = `EXISTS (SELECT FROM ${elements} WHERE ${tests.join(' OR ') || 'false'})`;
  return comparison === '!=' ? `NOT ${fits}` : fits;
}

/** An own field, a field of the metadata, or what dots lead to. */
function fieldSql(field: string, add: AddValue): string {
  const name = storable(field);
  if (OWN_FIELDS.some((own) => own === field)) return `fields -> 0 -> ${add(name)}::text`;
  const whole = `fields -> 1 -> ${add(name)}::text`;
  if (!name.includes('.')) return whole;
  const path = name.split('.').reduce((value, part) => `${value} -> ${add(part)}::text`, 'fields -> 1');
  return `CASE WHEN jsonb_exists(fields -> 1, ${add(name)}::text) THEN ${whole} ELSE ${path} END`;
}

const TEXT = `(v #>> '{}') COLLATE "C"`;

function equalsSql(value: FilterValue, add: AddValue): string {
  if (value.kind === 'range') {
    const ends = [
      ...(value.from === null ? [] : [compareSql('>=', value.from, add)]),
      ...(value.to === null ? [] : [compareSql('<=', value.to, add)]),
    ];
    // A range without ends has every value.
    return `(${["jsonb_typeof(v) IN ('number', 'string', 'boolean')", ...ends].join(' AND ')})`;
  }
  if (!value.text.includes('*')) return compareSql('=', value.text, add);
  const pattern = lower(value.text)
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%');
  return `(jsonb_typeof(v) IN ('number', 'string', 'boolean') AND ${TEXT} LIKE ${add(pattern)}::text)`;
}

/** Numbers as numbers, texts and truth values as text; nothing else has an order. */
function compareSql(comparison: string, text: string, add: AddValue): string {
  const number = text === '' ? Number.NaN : Number(text);
  const asNumber = Number.isNaN(number) ? 'false' : `(v #>> '{}')::float8 ${comparison} ${add(number)}::float8`;
  const asText = `${TEXT} ${comparison} ${add(lower(text))}::text`;
  return `CASE jsonb_typeof(v) WHEN 'number' THEN ${asNumber} WHEN 'string' THEN ${asText} WHEN 'boolean' THEN ${asText} ELSE false END`;
}
