import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CommandError } from '../program/command-error';
import { folderOf, refuseOverwriting } from './own-files';

const OWN = { last: folderOf('rs-sam-checkpoint', ['manifest.json', 'weights.safetensors']) };

/** A folder whose `last` has these files. */
async function runWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-own-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'last'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, 'last', name), text);
  return folder;
}

it('recognises its own folder, and an empty one', async () => {
  await refuseOverwriting(await runWith({}), OWN);
  await refuseOverwriting(
    await runWith({ 'manifest.json': '{"format":"rs-sam-checkpoint"}', 'weights.safetensors': 'x' }),
    OWN,
  );
});

it.each([
  ['a flipped bit', '{"format":"rs-sam-checkpoinu"}'],
  ['no JSON', '{"format":"rs-sam-check'],
  ['nothing', ''],
])('names a manifest with %s as the damaged file, and the remedies', async (_, manifest) => {
  const folder = await runWith({ 'manifest.json': manifest, 'weights.safetensors': 'x' });
  const refused = refuseOverwriting(folder, OWN);
  const last = join(folder, 'last');
  await expect(refused).rejects.toThrow(CommandError);
  await expect(refused).rejects.toThrow(
    `${join(last, 'manifest.json')} is damaged, or this command did not make it: ${last} would be overwritten. ` +
      `Restore it, name another place, or add --force to overwrite ${last}.`,
  );
  await refuseOverwriting(folder, OWN, true);
});

it.each([
  ['without a manifest', { 'weights.safetensors': 'x' }],
  ['with a file of somebody else', { 'manifest.json': '{"format":"rs-sam-checkpoint"}', 'notes.txt': 'mine' }],
])('names the folder itself %s', async (_, files) => {
  const folder = await runWith(files);
  await expect(refuseOverwriting(folder, OWN)).rejects.toThrow(
    `${join(folder, 'last')} exists, and this command did not make it`,
  );
});
