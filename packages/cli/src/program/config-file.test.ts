import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runInProcess } from '../../test/run-in-process';
import { wholeNumber } from '../options/option-parsers';
import { defineCommand } from './command-file';

const show = defineCommand<object>({
  name: 'show',
  summary: 'show the options',
  examples: ['show'],
  configure: (command) =>
    command
      .option('--input-size <pixels>', 'side', wholeNumber(1), 224)
      .option('--classes <name...>', 'some')
      .option('--fast', 'or slow')
      .option('--no-sizes', 'without sizes'),
  run: async ({ options, report }) => report.result(options, () => 'shown'),
});

async function withFile(name: string, content: string, ...words: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), content);
  return runInProcess(['show', '--json', '--config', join(folder, name), ...words], { commands: [show] });
}

describe('--config', () => {
  it('takes YAML and JSON, with the names of the flags', async () => {
    const yaml = await withFile('a.yaml', 'input-size: 256\nclasses: [beach, river]\nfast: true\nsizes: false\n');
    expect(JSON.parse(yaml.stdout)).toMatchObject({
      inputSize: 256,
      classes: ['beach', 'river'],
      fast: true,
      sizes: false,
    });
    const json = await withFile('a.json', '{"input-size": 299, "classes": "beach"}');
    expect(JSON.parse(json.stdout)).toMatchObject({ inputSize: 299, classes: ['beach'], sizes: true });
  });

  it('has lower priority than a flag', async () => {
    const { stdout } = await withFile('a.yaml', 'input-size: 256\n', '--input-size', '128');
    expect(JSON.parse(stdout)).toMatchObject({ inputSize: 128 });
  });

  it.each([
    ['a.yaml', 'input-sise: 256\n', '"input-sise" is not an option of show. The options are: input-size, classes'],
    ['a.yaml', 'input-size: wide\n', '"input-size" cannot be "wide". Give a whole number of at least 1.'],
    ['a.yaml', 'input-size: [1]\n', '"input-size" must be a word or a number, not [1].'],
    ['a.yaml', 'fast: yes please\n', '"fast" must be true or false, not "yes please".'],
    ['a.yaml', '- 1\n', 'has no options'],
    ['a.json', '{"input-size": ', 'The file of --config cannot be read'],
  ])('refuses %s with %j', async (name, content, message) => {
    const { code, stderr } = await withFile(name, content);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('says that the file does not exist', async () => {
    const { code, stderr } = await runInProcess(['show', '--config', 'nowhere.yaml'], { commands: [show] });
    expect(code).toBe(2);
    expect(stderr).toContain('The file of --config does not exist: nowhere.yaml.');
  });
});
