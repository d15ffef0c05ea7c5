import { checkOptions, integer, listOf, object, orNull, share, text } from '@rs-sam/foundation/options';
import * as v from 'valibot';
import type { ImageQuery, TextQuery } from './search-page';

const finite = v.pipe(v.number('a number'), v.finite('a number'));

const shared = {
  filter: orNull(listOf(object('a condition'), 'conditions'), 'conditions of `parseFilter`, or null'),
  region: orNull(object('a region'), 'a region of `parseRegion`, or null'),
  page: integer(1),
  pageSize: integer(1),
  candidates: integer(1),
  fold: orNull(share, 'a number from 0 to 1, or null'),
};

const rules = {
  byText: {
    ...shared,
    text: text('a sentence'),
    without: text('a sentence'),
    fits: orNull(finite, 'a number, or null'),
  },
  byImage: { ...shared, regions: v.instance(Float32Array, 'a Float32Array') },
};

/** @throws InvalidOptionError */
export function checkQuery(kind: keyof typeof rules, query: TextQuery | ImageQuery): void {
  checkOptions(kind, rules[kind], query, [kind === 'byText' ? 'text' : 'regions']);
}
