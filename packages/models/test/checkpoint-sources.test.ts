import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealJson } from '@rs-sam/foundation/files';
import {
  CheckpointError,
  type CheckpointSource,
  fileSource,
  loadCheckpoint,
  readCheckpoint,
  urlSource,
} from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointFiles } from './checkpoint-files';
import { useEngine } from './engines';

type Files = Record<string, Uint8Array>;

let whole: Files;
let server: Server;
let served: Files = {};
const folders: string[] = [];

beforeAll(async () => {
  await useEngine('cpu');
  whole = checkpointFiles();
  server = createServer((request, response) => {
    const content = served[(request.url ?? '').replace('/models/best/', '')];
    response.statusCode = content === undefined ? 404 : 200;
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The same files from each kind of source. */
const sources: Readonly<Record<string, (files: Files) => CheckpointSource>> = {
  folder(files) {
    const folder = mkdtempSync(join(tmpdir(), 'rs-sam-checkpoint-'));
    folders.push(folder);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return folderSource(folder);
  },
  url(files) {
    served = files;
    return urlSource(`http://127.0.0.1:${(server.address() as AddressInfo).port}/models/best`);
  },
  files: (files) =>
    fileSource(Object.entries(files).map(([name, content]) => new File([content as Uint8Array<ArrayBuffer>], name))),
};

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const json = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes));

describe.each(Object.keys(sources))('a checkpoint from %s', (kind) => {
  const sourceOf = sources[kind] as (files: Files) => CheckpointSource;

  it('is loaded with its vocabulary and weights', async () => {
    const before = memory().numTensors;
    const { model, vocabulary, configuration, manifest } = await loadCheckpoint(sourceOf(whole));
    expect(model.name).toBe('sam-t2i');
    expect(vocabulary.encode('the runway').length).toBeGreaterThan(1);
    expect(configuration.options).toEqual({ projection: 8, embeddingDim: 4 });
    expect(manifest.inputs.regionCount).toBe(4);
    model.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it.each(['manifest.json', 'configuration.json', 'vocabulary.json', 'weights.safetensors'])(
    'without %s is an error that names the file',
    async (missing) => {
      const { [missing]: _, ...rest } = whole;
      const loading = loadCheckpoint(sourceOf(rest));
      await expect(loading).rejects.toThrow(CheckpointError);
      await expect(loading).rejects.toMatchObject({
        code: 'RS_SAM_CHECKPOINT',
        file: expect.stringContaining(missing),
      });
    },
  );

  it.each(['configuration.json', 'vocabulary.json', 'weights.safetensors'])(
    'with an altered %s is an error that names the file',
    async (name) => {
      const altered = Uint8Array.from(whole[name] as Uint8Array);
      altered[altered.length - 2] = (altered.at(-2) as number) ^ 1;
      const loading = loadCheckpoint(sourceOf({ ...whole, [name]: altered }));
      await expect(loading).rejects.toThrow(`${name}: does not have the hash that manifest.json gives`);
      const cut = (whole[name] as Uint8Array).slice(0, 9);
      await expect(loadCheckpoint(sourceOf({ ...whole, [name]: cut }))).rejects.toThrow('it has 9 bytes');
    },
  );

  it('with a truncated manifest, or one of another format, is an error', async () => {
    const cut = (whole['manifest.json'] as Uint8Array).slice(0, 40);
    await expect(loadCheckpoint(sourceOf({ ...whole, 'manifest.json': cut }))).rejects.toThrow('is not JSON');
    const other = text({ ...json(whole['manifest.json']), version: 1 });
    await expect(loadCheckpoint(sourceOf({ ...whole, 'manifest.json': other }))).rejects.toThrow(
      'manifest.json: version',
    );
  });

  it('with a changed value in the manifest is refused', async () => {
    const changed = text({ ...json(whole['manifest.json']), epoch: 9 });
    await expect(loadCheckpoint(sourceOf({ ...whole, 'manifest.json': changed }))).rejects.toThrow(
      /manifest\.json: does not match its own checksum/,
    );
  });

  it('with names of Object.prototype in the manifest is loaded; files of these names are refused', async () => {
    const manifest = json(whole['manifest.json']);
    const spoilt = JSON.stringify(manifest).replace(
      '"files":{',
      '"files":{"__proto__":{"bytes":1,"sha256":"x"},"constructor":{"bytes":1,"sha256":"y"},',
    );
    // With a valid seal, as in a hostile file.
    const sealed = sealJson(spoilt.replace(/,"checksum":"\w+"/, ''));
    const files = { ...whole, 'manifest.json': new TextEncoder().encode(sealed) };
    (await loadCheckpoint(sourceOf(files))).model.dispose();
    expect(({} as Record<string, unknown>).sha256).toBeUndefined();
    await expect(readCheckpoint(sourceOf(whole), ['toString'])).rejects.toThrow('is not part of this checkpoint');
    await expect(readCheckpoint(sourceOf(files), ['__proto__'])).rejects.toThrow(CheckpointError);
  });
});

describe('a server', () => {
  it('that breaks off a file is an error that names the file and what happened', async () => {
    const breaking = createServer((_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{', () => setTimeout(() => response.destroy(), 20));
    });
    await new Promise<void>((resolve) => breaking.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(breaking.address() as AddressInfo).port}/best`;
    try {
      const loading = loadCheckpoint(urlSource(url));
      await expect(loading).rejects.toThrow(CheckpointError);
      await expect(loading).rejects.toThrow(new RegExp(`^${url}/manifest\\.json: cannot be read: terminated: .+`));
    } finally {
      breaking.close();
    }
  });
});

describe('files that a user has chosen', () => {
  it('of two checkpoints are refused', () => {
    const twice = [new File([], 'manifest.json'), new File([], 'manifest.json')];
    expect(() => fileSource(twice)).toThrow('Choose the files of one checkpoint folder.');
  });
});
