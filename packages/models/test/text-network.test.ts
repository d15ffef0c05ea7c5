import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { CheckpointError, encodeCaptions, fileSource, loadCheckpoint, readCaptions } from '@rs-sam/models';
import { loadCheckpointFolder } from '@rs-sam/models/node';
import { openTextNetwork } from '@rs-sam/text-encoder/node/onnx';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { TOKEN_DIM, textNetwork, textSettings, writeTextNetwork } from '../../text-encoder/test/small-text-network';
import { checkpointFiles } from './checkpoint-files';
import { useEngine } from './engines';

beforeAll(() => useEngine('cpu'));

/** A folder with a checkpoint of a model that reads captions by a text network, and the files of it. */
async function checkpoint() {
  const file = await writeTextNetwork();
  const network = await openTextNetwork(file);
  onTestFinished(() => network.dispose());
  const whole = checkpointFiles({ tokenDim: TOKEN_DIM }, { textNetwork: `onnx:${file}` }, network.record);
  const folder = mkdtempSync(join(tmpdir(), 'rs-sam-text-checkpoint-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(whole)) writeFileSync(join(folder, name), content);
  return { file, folder, whole, network };
}

it('loads a checkpoint with its text network, and reads captions by it', async () => {
  const { folder } = await checkpoint();
  const loaded = await loadCheckpointFolder(folder);
  const captions = ['Two planes on the runway', 'a river'];
  const reader = await readCaptions(loaded, captions);
  expect(reader.wordsOf('a river')).toEqual(['a', 'river']);
  expect(reader.substitutes).toEqual([]);
  const texts = encodeCaptions(
    loaded.model,
    captions.map((caption) => reader.encode(caption)),
    reader,
  );
  expect(texts.words?.shape).toEqual([2, 5, 8]);
  expect(texts.mask?.arraySync()).toEqual([
    [1, 1, 1, 1, 1],
    [1, 1, 0, 0, 0],
  ]);
  loaded.model.dispose();
  await loaded.text?.dispose();
});

it('takes the network from another place, and refuses a missing one with its hash', async () => {
  const { folder, file, network } = await checkpoint();
  const copy = await writeTextNetwork();
  rmSync(file);
  const loading = loadCheckpointFolder(folder);
  await expect(loading).rejects.toThrow(CheckpointError);
  await expect(loading).rejects.toThrow(
    `by the text network ${file}, which does not exist. Name its file: --text-network onnx:<file>, or the option textNetwork. It has the SHA-256 ${network.record.sha256}.`,
  );
  const loaded = await loadCheckpointFolder(folder, { textNetwork: `onnx:${copy}` });
  loaded.model.dispose();
  await loaded.text?.dispose();
  await expect(loadCheckpointFolder(folder, { textNetwork: copy })).rejects.toThrow('onnx: and the path');
});

it.each([
  ['network', textNetwork([1, 'tokens']), textSettings, 'with the SHA-256'],
  ['settings', textNetwork(), { ...textSettings, maxLength: 7 }, 'with the settings'],
])('refuses another %s', async (_, model, settings, message) => {
  const { folder } = await checkpoint();
  const other = await writeTextNetwork(model, settings);
  const loading = loadCheckpointFolder(folder, { textNetwork: `onnx:${other}` });
  await expect(loading).rejects.toThrow(message);
  await expect(loading).rejects.toThrow(`Give the ${basename(other)} of the training`);
});

it('refuses another tokenizer', async () => {
  const { folder, file } = await checkpoint();
  const tokenizer = join(file, '..', 'tokenizer.json');
  writeFileSync(tokenizer, `${readFileSync(tokenizer, 'utf8')} `);
  await expect(loadCheckpointFolder(folder)).rejects.toThrow('with the tokenizer of SHA-256');
});

it('is refused where no text network can be opened, as in a browser', async () => {
  const { whole, network } = await checkpoint();
  const files = Object.entries(whole).map(([name, bytes]) => new File([bytes as Uint8Array<ArrayBuffer>], name));
  await expect(loadCheckpoint(fileSource(files))).rejects.toThrow(
    `is of a model that reads captions by the text network words.onnx (SHA-256 ${network.record.sha256}), which was not given. In Node, load it with loadCheckpointFolder of @rs-sam/models/node; such a model does not run in a browser.`,
  );
});
