import { checkOptions, integer, listOf, matching, object, orNull, share, text } from '@rs-sam/foundation/options';
import * as v from 'valibot';
import type { ImageQuery, ItemQuery, TextQuery } from './search-page';

const isId = (id: unknown) => typeof id === 'string' && id !== '';

const finite = v.pipe(v.number('a number'), v.finite('a number'));

const shared = {
  filter: orNull(listOf(object('a condition'), 'conditions'), 'conditions of `parseFilter`, or null'),
  region: orNull(object('a region'), 'a region of `parseRegion`, or null'),
  page: integer(1),
  pageSize: integer(1),
  candidates: integer(1),
  fold: orNull(share, 'a number from 0 to 1, or null'),
  right: listOf(text('the id of an item'), 'ids of items'),
  wrong: listOf(text('the id of an item'), 'ids of items'),
};

const rules = {
  byText: {
    ...shared,
    text: text('a sentence'),
    without: text('a sentence'),
    fits: orNull(finite, 'a number, or null'),
  },
  byImage: { ...shared, regions: v.instance(Float32Array, 'a Float32Array') },
  byItems: {
    ...shared,
    right: matching('ids of items, at least one', (ids) => Array.isArray(ids) && ids.length > 0 && ids.every(isId)),
  },
};

const REQUIRED = { byText: 'text', byImage: 'regions', byItems: 'right' } as const;

/** @throws InvalidOptionError */
export function checkQuery(kind: keyof typeof rules, query: TextQuery | ImageQuery | ItemQuery): void {
  checkOptions(kind, rules[kind], query, [REQUIRED[kind]]);
}
