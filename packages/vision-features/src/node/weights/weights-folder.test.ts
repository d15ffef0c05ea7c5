import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { weightsFolder } from './weights-folder';

it('follows the XDG convention', () => {
  expect(weightsFolder({ XDG_CACHE_HOME: '/var/mine' })).toBe('/var/mine/rs-sam/weights');
  const usual = join(homedir(), '.cache', 'rs-sam', 'weights');
  expect([weightsFolder({}), weightsFolder({ XDG_CACHE_HOME: 'relative' })]).toEqual([usual, usual]);
});
