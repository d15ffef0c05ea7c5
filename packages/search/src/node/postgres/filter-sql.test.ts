import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { pgliteDatabase } from '../../../test/pglite-database';
import { type FilteredItem, matchesFilter } from '../../filter/matches-filter';
import { parseFilter } from '../../filter/parse-filter';
import { filterFields, filterSql } from './filter-sql';

vi.setConfig({ testTimeout: 180_000 });

const item = (metadata: FilteredItem['metadata'], file = 'coast/Tile_07.tif'): FilteredItem => ({
  ...{ file, width: 256, height: 200, bytes: 5_000_000_000, metadata },
});

/** Of each item whether it fits each filter, by Postgres. */
async function matchedBySql(items: readonly FilteredItem[], filters: readonly (readonly string[])[]) {
  const database = await pgliteDatabase('public');
  return database.transaction(async (sql) => {
    const values: unknown[] = [];
    const add = (value: unknown) => `$${values.push(value)}`;
    const rows = items.map((one, at) => `(${at}, ${add(filterFields(one, one.metadata))}::jsonb)`);
    const tests = filters.map((filter, at) => `(${filterSql(parseFilter(filter), add)}) AS f${at}`);
    const found = await sql<Record<string, boolean>>(
      `SELECT ${tests.join(', ')} FROM (VALUES ${rows.join(', ')}) AS item (place, fields) ORDER BY place`,
      values,
    );
    return found.map((row) => filters.map((_, at) => row[`f${at}`]));
  });
}

const matchedHere = (items: readonly FilteredItem[], filters: readonly (readonly string[])[]) =>
  items.map((one) => filters.map((filter) => matchesFilter(one, parseFilter(filter))));

describe('a filter in SQL', () => {
  it('finds what the filter of folders finds', async () => {
    const items = [
      item({}),
      item({ class: 'Harbour', cloud: 0.05, date: '2020-06-01', tags: ['sea', 'Ships'], seen: true }),
      item({ class: 'ÄRZTEHAUS', place: { country: 'NL', 'a.b': 1 }, 'place.country': 'whole' }, 'b%_\\.png'),
      item({ class: null, cloud: 'low', tags: [[1, ['deep']], 2], seen: false, place: [{ country: 'NL' }] }),
      item({ class: '', cloud: -3, date: 'line\nbreak', tags: [], place: { country: ['DE', 'NL'] } }),
      item({ class: 'a\0b', cloud: 1e300, date: '\ud800', constructor: 'x', tags: ['100%'] }),
    ];
    const conditions = [
      ...['class=harbour', 'class=ärztehaus', 'class!=harbour', 'class=h*r', 'class=*', 'class=har..has', 'class<b'],
      ...[
        'cloud<0.05',
        'cloud<=0.05',
        'cloud=0..0.1',
        'cloud=..0',
        'cloud=0.1..',
        'cloud=low',
        'cloud!=low',
        'cloud=1e300',
      ],
      ...['cloud>=-3', 'cloud=0.0*', 'date=2020-01-01..2020-12-31', 'date>2020-06-01', 'date=line*', 'date=line*k'],
      ...['tags=ships', 'tags!=ships', 'tags=1', 'tags=deep', 'tags>1', 'tags=100%', 'tags=%', 'place.country=nl'],
      ...[
        'place.country=whole',
        'place.0.country=nl',
        'place.a.b=1',
        'place=nl',
        'seen=true',
        'seen=f*',
        'constructor!=x',
      ],
      ...[
        'file=coast/*',
        'file=*.PNG',
        'file=b%_\\.png',
        'file=coast/tile?07*',
        'width>=256',
        'bytes>4999999999',
        'height=2*',
      ],
      ...['nothing=1', 'nothing!=1', 'nothing<1', 'toString!=x', 'class=airport|harbour', 'class!=airport|harbour'],
    ].map((condition) => [condition]);
    const filters = [...conditions, ['class=harbour', 'cloud<1'], ['class=harbour', 'cloud>1'], []];
    expect(await matchedBySql(items, filters)).toEqual(matchedHere(items, filters));
  });

  it('agrees with the filter of folders on any metadata', async () => {
    const scalar = fc.oneof(
      fc.constantFrom('a', 'A', 'ab', 'b c', '1', '01', 'true', '', 'É'),
      fc.integer({ min: -2, max: 12 }),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -5, max: 5 }),
      fc.boolean(),
      fc.constant(null),
    );
    const value = fc.oneof(
      scalar,
      fc.array(scalar, { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('x', 'y'), scalar),
    );
    const metadata = fc.dictionary(fc.constantFrom('x', 'y', 'x.y'), value);
    const word = fc.constantFrom('a', 'A*', '*b', 'b c', '1', '01', '2.5', '-1..3', 'a..b', '..2', '1|true', '*', 'é');
    const condition = fc
      .tuple(fc.constantFrom('x', 'y', 'x.y', 'z'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), word)
      .map((parts) => [parts.join('')]);
    const cases = fc.tuple(
      fc.array(metadata, { minLength: 20, maxLength: 20 }),
      fc.array(condition, { minLength: 10, maxLength: 10 }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([all, filters]) => {
        const items = all.map((one) => item(one));
        expect(await matchedBySql(items, filters)).toEqual(matchedHere(items, filters));
      }),
      { numRuns: 20 },
    );
  });
});
