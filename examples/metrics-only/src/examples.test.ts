import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DATA_FOLDER, NO_REAL_DATA, realData } from '../../../scripts/data-folder';
import { sydneyClass } from './sydney-class';

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

function outputOf(program: string, ...arguments_: string[]): string {
  const run = spawnSync(process.execPath, ['--import', 'tsx', fileOf(program), ...arguments_], {
    cwd: fileOf('..'),
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  return run.stdout;
}

describe('main', () => {
  it('prints the sample systems with intervals and marks the better one', () => {
    const [head, a, b] = outputOf('main.ts').trimEnd().split('\n');
    expect(head).toMatch(/I2T R@1 +T2I R@1 +mR$/);
    expect(a).toMatch(/^system-a +\d+\.\d \[\d+\.\d, \d+\.\d\]/);
    expect(b).toMatch(/^system-b +\*\d+\.\d \[\d+\.\d, \d+\.\d\] +\*\d+\.\d \[/);
  });

  it('takes a file of your own', () => {
    expect(outputOf('main.ts', fileOf('../data/system-a.csv')).trimEnd().split('\n')).toHaveLength(2);
  });

  it('has fewer than 30 lines', () => {
    for (const program of ['main.ts', 'trec.ts']) {
      expect(readFileSync(fileOf(program), 'utf8').trimEnd().split('\n').length).toBeLessThan(30);
    }
  });
});

it('trec prints the measures of the sample run', () => {
  const [head, run] = outputOf('trec.ts').trimEnd().split('\n');
  expect(head).toMatch(/AP +nDCG@5 +RR$/);
  expect(run).toMatch(/^run +\*0\.\d{3} \[0\.\d{3}, 0\.\d{3}\]/);
});

describe('class-perfect', () => {
  it('skips a folder without caption files', () => {
    const empty = mkdtempSync(join(tmpdir(), 'class-perfect-'));
    expect(outputOf('class-perfect.ts', empty)).toContain('skipped');
    rmSync(empty, { recursive: true });
  });

  it('prints the lines of UCM and Sydney', ({ skip }) => {
    skip(realData('ucm', 'dataset.json') === undefined, NO_REAL_DATA);
    const figures = outputOf('class-perfect.ts', DATA_FOLDER)
      .split('\n')
      .map((line) => line.trim().split(/\s+/).join(' '));
    expect(figures).toContain('ucm 210 10.0 42.3 68.9 7 8.5 10.0 50.0 100.0 5 5.5 281.3 46.9 377 38.3 84.8');
    expect(figures).toContain('sydney 58 12.1 42.3 63.5 7 11.9 12.1 51.7 75.9 5 7.5 257.4 42.9 136 50.7 93.8');
  });

  it('knows the classes of Sydney by file number', () => {
    expect(['1.tif', '242.tif', '243.tif', '613.tif'].map(sydneyClass)).toEqual([
      'residential',
      'residential',
      'airport',
      'runway',
    ]);
    expect(() => sydneyClass('614.tif')).toThrow('614.tif');
  });
});
