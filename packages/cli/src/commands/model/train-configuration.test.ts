import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealJson } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import { presetConfiguration } from '@rs-sam/training';
import { expect, it, onTestFinished } from 'vitest';
import { runInProcess } from '../../../test/run-in-process';

const CONFIGURATION = formatJson(presetConfiguration('tuned', 't2i'));
/** What `train` says once it has accepted the configuration: the data set is not given. */
const ACCEPTED = { code: 2, stdout: '', stderr: expect.stringContaining('--dataset is missing') };

async function file(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-configuration-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'configuration.json');
  await writeFile(path, text);
  return path;
}
const train = (path: string, ...words: string[]) =>
  runInProcess(['train', join(path, '..', 'run'), '--configuration', path, ...words]);

it('accepts the configuration of a run, and one without a checksum, edited or not', async () => {
  expect(await train(await file(sealJson(CONFIGURATION)))).toMatchObject(ACCEPTED);
  expect(await train(await file(CONFIGURATION))).toMatchObject(ACCEPTED);
  const edited = CONFIGURATION.replace('"seed": 1', '"seed": 7');
  expect(edited).not.toBe(CONFIGURATION);
  expect(await train(await file(edited))).toMatchObject(ACCEPTED);
});

it('refuses an edited or damaged configuration, and names the file and the remedy', async () => {
  const sealed = sealJson(CONFIGURATION);
  const path = await file(sealed);
  for (const [from, to] of [
    ['"seed": 1', '"seed": 7'],
    ['"seed"', '"seee"'],
  ] as const) {
    await writeFile(path, sealed.replace(from, to));
    expect(await readFile(path, 'utf8')).not.toBe(sealed);
    expect(await train(path)).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: expect.stringContaining(
        `${path} does not have the checksum that it gives: it was edited or damaged. ` +
          'Copy it again; if you edited it, delete its last field, checksum.',
      ),
    });
  }
  // The remedy works.
  const edited = sealed.replace('"seed": 1', '"seed": 7').replace(/,\s*"checksum": ?"[0-9a-f]*"/, '');
  expect(edited).not.toContain('checksum');
  await writeFile(path, edited);
  expect(await train(path)).toMatchObject(ACCEPTED);
});

it('refuses a checksum that is no longer recognised, by the name of the file', async () => {
  const path = await file(sealJson(CONFIGURATION).replace('"checksum"', '"checkstm"'));
  expect(await train(path)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/configuration\.json: .*checkstm/),
  });
});

it('refuses a result.json without its checksum', async () => {
  const result = formatJson({ models: [{ configuration: presetConfiguration('tuned', 't2i') }] });
  expect(await train(await file(sealJson(result)))).toMatchObject(ACCEPTED);
  const path = await file(result);
  expect(await train(path)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${path} has no intact checksum, which every result.json has`),
  });
});
