import { describe, expect, it } from 'vitest';
import { FilterError } from './filter-error';
import { matchesFilter } from './matches-filter';
import { parseFilter } from './parse-filter';

const item = {
  ...{ file: 'coast/tile_07.tif', width: 256, height: 200, bytes: 1000 },
  metadata: {
    class: 'Harbour',
    cloud: 0.05,
    date: '2020-06-01',
    tags: ['sea', 'ships'],
    place: { country: 'NL' },
    seen: true,
  },
};
const fits = (...expressions: string[]) => matchesFilter(item, parseFilter(expressions));

describe('a filter', () => {
  it.each([
    ['class=harbour', true],
    ['class=airport', false],
    ['class!=airport', true],
    ['class=airport|harbour', true],
    ['class!=airport|harbour', false],
    ['cloud<0.05', false],
    ['cloud<=0.05', true],
    ['cloud>0.009', true],
    ['cloud=0..0.1', true],
    ['cloud=0.1..', false],
    ['cloud=..0.1', true],
    ['cloud=low', false],
    ['cloud!=low', true],
    ['date=2020-01-01..2020-12-31', true],
    ['date>2020-06-01', false],
    ['tags=ships', true],
    ['tags!=ships', false],
    ['place.country=nl', true],
    ['place=nl', false],
    ['seen=true', true],
    ['file=coast/*', true],
    ['file=*.png', false],
    ['file=coast.tile*', false],
    ['width>=256', true],
    ['nothing=1', false],
    ['nothing!=1', true],
    ['nothing<1', false],
    ['constructor!=x', true],
    [' class = Harbour ', true],
  ])('%s is %s', (expression, expected) => {
    expect(fits(expression)).toBe(expected);
  });

  it('needs all its conditions', () => {
    expect(fits('class=harbour', 'cloud<0.1')).toBe(true);
    expect(fits('class=harbour', 'cloud>0.1')).toBe(false);
    expect(fits()).toBe(true);
  });

  it.each(['class', '=x', 'class=', '', 'class<='])('refuses %j', (expression) => {
    expect(() => parseFilter([expression])).toThrow(FilterError);
  });
});
