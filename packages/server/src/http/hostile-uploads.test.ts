import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { hostileFiles } from '../../test/hostile-files';
import { smallServer } from '../../test/small-server';

vi.setConfig({ testTimeout: 240_000 });

it('hostile uploads, many in a row, are refused one by one, and the next search is answered', async () => {
  const { app, images, parts, problems } = await smallServer({ items: 6, limits: { uploadPixels: 250_000 } });
  const good = await readFile(join(images, '002.tif'));
  const upload = (payload: Buffer) =>
    app.inject({ method: 'POST', url: '/api/search?fold=false', payload, headers: { 'content-type': 'image/png' } });
  const files = await hostileFiles(good, 250_000);
  for (let round = 0; round < 20; round++) {
    for (const [name, file] of Object.entries(files)) {
      const answer = await upload(file);
      expect([name, answer.statusCode, answer.json().code]).toEqual([name, 422, 'RS_SAM_UPLOAD']);
      expect(answer.body, name).not.toMatch(/passwd|node_modules|at .*\.ts/);
    }
    expect((await upload(good)).json().results[0].id).toBe('002.tif');
  }
  expect(problems).toEqual([]);
  expect(parts.admission.taken).toBe(0);
});

it('an image that is also something else is only an image', async () => {
  const { app, images } = await smallServer({ items: 4 });
  const image = await readFile(join(images, '001.tif'));
  const polyglot = Buffer.concat([image, Buffer.from('<script>alert(1)</script>PK\x03\x04')]);
  const answer = await app.inject({
    ...{ method: 'POST', url: '/api/search', payload: polyglot, headers: { 'content-type': 'text/html' } },
  });
  expect(answer.statusCode).toBe(415);
  const asImage = await app.inject({
    ...{ method: 'POST', url: '/api/search', payload: polyglot, headers: { 'content-type': 'image/tiff' } },
  });
  expect(asImage.json().results[0].id).toBe('001.tif');
  expect(asImage.headers['content-type']).toContain('application/json');
  expect(asImage.body).not.toContain('script');
});
