import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CAPTIONS } from '../../../../search/test/write-checkpoint';
import { smallServer } from '../../../test/small-server';

// Each test writes and opens a gallery: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const [text, other] = CAPTIONS as [string, string];
const search = (parameters: Record<string, string | number | boolean | string[]>) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) query.append(name, String(one));
  }
  return `/api/search?${query}`;
};
const thumbnailOf = (id: string) => `/api/items/${encodeURIComponent(id)}/thumbnail`;

describe('GET /api/search', () => {
  it('gives pages of results, of what a filter leaves, and says what is unknown', async () => {
    const { app } = await smallServer();
    const all = (await app.inject(search({ text, all: true, fold: false }))).json();
    expect(all).toMatchObject({ page: 1, pageSize: 24, total: 12, more: false, matching: 12, substitutes: [] });
    expect(all.results[0]).toMatchObject({
      ...{ rank: 1, id: expect.stringMatching(/\.tif$/), width: 8, height: 8, duplicates: [] },
      ...{ confidence: expect.any(Number), metadata: { kind: expect.stringMatching(/^[ab]$/) } },
    });
    const second = (await app.inject(search({ text, all: true, fold: false, page: 2, pageSize: 5 }))).json();
    expect(second.results.map(({ id }: { id: string }) => id)).toEqual(
      all.results.slice(5, 10).map(({ id }: { id: string }) => id),
    );
    const filter = ['kind=a', 'width>=8'];
    const some = (await app.inject(search({ text: `${text} zeppelin`, all: true, filter }))).json();
    expect(some).toMatchObject({ matching: 6, substitutes: [{ word: 'zeppelin', by: 'unknown' }] });
    // Images are in no region: only windows of scenes are.
    const region = '{"type":"Polygon","coordinates":[[[0,0],[0,9],[9,9],[0,0]]]}';
    expect((await app.inject(search({ text, all: true, region }))).json()).toMatchObject({ matching: 0, total: 0 });
    const without = await app.inject(search({ text, without: other, all: true }));
    expect(without.json().total).toBeGreaterThan(0);
    expect((await app.inject(search({ text, filter: 'kind=none' }))).json()).toMatchObject({ total: 0, results: [] });
  });

  it.each<[Parameters<typeof search>[0], number, string, string]>([
    [{}, 400, 'RS_SAM_REQUEST', 'The parameter "text" is missing.'],
    [{ text: '' }, 400, 'RS_SAM_REQUEST', 'The parameter text must not have fewer than 1 characters.'],
    [{ text: 'a'.repeat(1001) }, 400, 'RS_SAM_REQUEST', 'text must not have more than 1000 characters'],
    [{ text, top: 3 }, 400, 'RS_SAM_REQUEST', 'The parameter "top" is unknown.'],
    [{ text, page: 0 }, 400, 'RS_SAM_REQUEST', 'The parameter page must be >= 1.'],
    [{ text, page: '1.5' }, 400, 'RS_SAM_REQUEST', 'The parameter page must be integer.'],
    [{ text, pageSize: 101 }, 400, 'RS_SAM_REQUEST', 'The parameter pageSize must be <= 100.'],
    [{ text, page: 11, pageSize: 100 }, 400, 'RS_SAM_REQUEST', '1000 results are served'],
    [{ text, all: 'maybe' }, 400, 'RS_SAM_REQUEST', 'The parameter all must be boolean.'],
    [{ text: [text, other] }, 400, 'RS_SAM_REQUEST', 'The parameter text must be string.'],
    [{ text, region: 'here' }, 400, 'RS_SAM_REQUEST', 'The parameter region is neither GeoJSON nor'],
    [{ text, region: '{"type":"Point"}' }, 400, 'RS_SAM_REGION', 'longitude before latitude'],
    [{ text, regionShare: 2 }, 400, 'RS_SAM_REQUEST', 'The parameter regionShare must be <= 1.'],
    [{ text, filter: 'kind' }, 400, 'RS_SAM_FILTER', '"kind" is not a filter'],
    [{ text: 'zeppelin avocado' }, 422, 'RS_SAM_NO_KNOWN_WORD', 'zeppelin'],
  ])('%o: %d', async (parameters, status, code, message) => {
    const { app } = await smallServer({ items: 2 });
    const answer = await app.inject(search(parameters));
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toMatchObject({ status, code, detail: expect.stringContaining(message) });
    expect(answer.statusCode).toBe(status);
  });
});

describe('POST /api/search', () => {
  it.each(['image/tiff', 'application/octet-stream'])('finds the image of the body, %s', async (type) => {
    const { app, images } = await smallServer();
    const payload = await readFile(join(images, '007.tif'));
    const answer = await app.inject({
      ...{ method: 'POST', url: '/api/search?fold=false&filter=kind%3Db', payload, headers: { 'content-type': type } },
    });
    expect(answer.json()).toMatchObject({
      matching: 6,
      results: [{ id: '007.tif', confidence: null }, {}, {}, {}, {}, {}],
    });
    expect(answer.json().results[0].score).toBeCloseTo(1, 3);
    const captions = answer.json().captions.map(({ caption }: { caption: string }) => caption);
    expect([...captions].sort()).toEqual([...CAPTIONS].sort());
  });

  it.each([
    ['text/plain', 'a field', 415],
    ['application/json', '{}', 415],
    ['multipart/form-data; boundary=x', '--x--', 415],
    ['image/png', '', 422],
    ['image/png', 'x'.repeat(3000), 413],
  ])('refuses %s', async (type, payload, status) => {
    const { app } = await smallServer({ items: 2, limits: { uploadBytes: 2000 } });
    const answer = await app.inject({
      ...{ method: 'POST', url: '/api/search', payload, headers: { 'content-type': type } },
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ status, detail: expect.any(String) });
  });
});

describe('feedback', () => {
  it('finds more like an item, and searches again with what is right and wrong', async () => {
    const { app } = await smallServer();
    const similar = (await app.inject('/api/similar?right=005.tif&fold=false')).json();
    expect(similar).toMatchObject({ total: 12, results: [{ id: '005.tif' }, ...Array(11).fill({})] });
    const first = (await app.inject(search({ text, all: true, fold: false }))).json();
    const [wrong, right] = [first.results[0].id, first.results[5].id];
    const again = (await app.inject(search({ text, right, wrong, fold: false }))).json();
    expect(again.total).toBe(11);
    const ids = again.results.map(({ id }: { id: string }) => id);
    expect(ids).not.toContain(wrong);
    expect(ids.indexOf(right)).toBeLessThan(4);
  });

  it.each([
    ['/api/similar', 400, 'The parameter "right" is missing.'],
    ['/api/similar?right=none.tif', 404, 'no item "none.tif"'],
    [`/api/similar?${'right=000.tif&'.repeat(51)}`, 400, 'must not have more than 50 items'],
  ])('%s is wrong', async (url, status, message) => {
    const { app } = await smallServer({ items: 2 });
    const answer = await app.inject(url);
    expect([answer.statusCode, answer.json().detail]).toEqual([status, expect.stringContaining(message)]);
  });
});

describe('items', () => {
  it('has the item and its thumbnail, which a client may keep', async () => {
    const { app } = await smallServer();
    const item = await app.inject('/api/items/003.tif');
    expect(item.json()).toMatchObject({ id: '003.tif', metadata: { kind: 'b' }, sha256: expect.any(String) });
    const thumbnail = await app.inject(thumbnailOf('003.tif'));
    expect(thumbnail.headers).toMatchObject({ 'content-type': 'image/jpeg', etag: `"${item.json().sha256}"` });
    expect([...thumbnail.rawPayload.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    const headers = { 'if-none-match': thumbnail.headers.etag as string };
    expect((await app.inject({ url: thumbnailOf('003.tif'), headers })).statusCode).toBe(304);
  });

  it.each([
    '../manifest.json',
    '../../../../../../etc/passwd',
    '/etc/passwd',
    '..\\..\\etc\\passwd',
    'file:///etc/passwd',
    '003.tif\0.jpg',
    './003.tif',
    '__proto__',
  ])('an id that is no item leads nowhere: %s', async (id) => {
    const { app } = await smallServer({ items: 4 });
    for (const path of ['', '/thumbnail', `/heat-map?text=${encodeURIComponent(text)}`]) {
      const answer = await app.inject(`/api/items/${encodeURIComponent(id)}${path}`);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'RS_SAM_NO_ITEM']);
    }
  });

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/',
    '/index.html',
    '/api',
    '//etc/passwd',
  ])('an address that is no file of the page leads nowhere: %s', async (path) => {
    const { app } = await smallServer({ items: 2 });
    const answer = await app.inject(path);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'RS_SAM_NO_ROUTE']);
  });

  it('tells of the gallery and the limits', async () => {
    const { app } = await smallServer({ items: 3, limits: { uploadBytes: 1234 } });
    expect((await app.inject('/api/gallery')).json()).toEqual({
      ...{ items: 3, scenes: 0, model: 'sam-t2i', backbone: 'colours', thumbnail: expect.any(Number) },
      limits: { uploadBytes: 1234, uploadPixels: 50_000_000, results: 1000 },
    });
  });
});

describe('heat maps', () => {
  it('gives the attention of each word, which sums to 1', async () => {
    const { app } = await smallServer({ items: 4 });
    const query = new URLSearchParams([
      ['text', text],
      ['id', '002.tif'],
      ['id', '000.tif'],
    ]);
    const { words, grid, items } = (await app.inject(`/api/attention?${query}`)).json();
    expect({ words, grid }).toEqual({ words: text.split(' '), grid: [2, 2] });
    expect(items.map(({ id }: { id: string }) => id)).toEqual(['002.tif', '000.tif']);
    for (const weights of items[0].weights) {
      expect(weights.reduce((sum: number, one: number) => sum + one, 0)).toBeCloseTo(1, 4);
    }
  });

  it('draws a word, or all of them, over the thumbnail', async () => {
    const { app } = await smallServer({ items: 2 });
    const url = `/api/items/001.tif/heat-map?text=${encodeURIComponent('a red <field>')}`;
    const all = await app.inject(url);
    expect(all.headers['content-type']).toBe('image/svg+xml');
    expect(all.body).toContain('data:image/jpeg;base64,');
    expect(all.body).toContain('Attention of “a red &lt;field&gt;”');
    expect((await app.inject(`${url}&word=1`)).body).toContain('Attention of “red”');
    expect((await app.inject(`${url}&word=3`)).json().detail).toContain('the sentence has 3 words');
  });

  it.each([
    ['/api/attention?text=field', 'The parameter "id" is missing.'],
    ['/api/attention?text=field&id=none.tif', 'no item "none.tif"'],
  ])('%s is wrong', async (url, message) => {
    const { app } = await smallServer({ items: 2 });
    expect((await app.inject(url)).json().detail).toContain(message);
  });

  it('a model without attention has none', async () => {
    const { app } = await smallServer({ items: 2, model: 'vse++' });
    const answer = await app.inject('/api/attention?text=field&id=000.tif');
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'RS_SAM_NO_ATTENTION']);
  });
});

describe('POST /api/export', () => {
  const items = [{ id: '001.tif', rank: 1, score: -0.25, confidence: 3.5 }, { id: '000.tif' }];
  const exported = async (payload: object) => {
    const { app } = await smallServer({ items: 2 });
    return app.inject({ method: 'POST', url: '/api/export', payload });
  };

  it('CSV: numbers stay numbers, and no text is a formula', async () => {
    const answer = await exported({ format: 'csv', items });
    expect(answer.headers['content-disposition']).toBe('attachment; filename="selection.csv"');
    const [head, first, second] = answer.body.split('\r\n');
    expect(head).toBe('rank,score,confidence,id,file,width,height,bytes,sha256,kind,note,caption,geometry');
    expect(first).toMatch(
      /^1,-0\.25,3\.5,001\.tif,001\.tif,8,8,\d+,[0-9a-f]{64},b,"'=1\+1",many boats in the blue harbour,$/,
    );
    expect(second).toContain(`a,"'=1+1",a red field near the river,"{""type"":""Point""`);
  });

  it('GeoJSON: the geometry of the metadata, or none', async () => {
    const answer = await exported({ format: 'geojson', items });
    expect(answer.headers['content-type']).toContain('application/geo+json');
    const { type, features } = answer.json();
    expect(type).toBe('FeatureCollection');
    expect(features).toMatchObject([
      { type: 'Feature', id: '001.tif', geometry: null, properties: { score: -0.25, kind: 'b' } },
      { type: 'Feature', id: '000.tif', geometry: { type: 'Point', coordinates: [13.4, 52.5] } },
    ]);
    expect(features[1].properties).not.toHaveProperty('geometry');
  });

  it.each([
    [{ format: 'xls', items }, 400, 'format'],
    [{ format: 'csv', items: [] }, 400, 'The field items must not have fewer than 1 items.'],
    [{ format: 'csv' }, 400, 'The field "items" is missing.'],
    [{ format: 'csv', items: [{ id: 'x', file: '/etc/passwd' }] }, 400, 'The field "items.0.file" is unknown.'],
    [{ format: 'csv', items: [{ id: '../manifest.json' }] }, 404, 'no item'],
  ])('refuses %o', async (payload, status, message) => {
    const answer = await exported(payload);
    expect([answer.statusCode, answer.json().detail]).toEqual([status, expect.stringContaining(message)]);
  });
});

describe('operation', () => {
  it('health, metrics and the OpenAPI document', async () => {
    const { app } = await smallServer({ items: 2 });
    await app.inject(search({ text }));
    await app.inject(search({ text: 'zeppelin' }));
    expect((await app.inject('/health')).json()).toEqual({ status: 'ok' });
    const metrics = (await app.inject('/metrics')).body;
    expect(metrics).toContain('rs_sam_items 2');
    expect(metrics).toContain('rs_sam_jobs_total{kind="text",outcome="failed"} 1');
    expect(metrics).toContain('rs_sam_http_request_seconds_count{route="/api/search",method="GET",status="200"} 1');
    const { openapi, paths } = (await app.inject('/api/openapi.json')).json();
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths).sort()).toEqual([
      ...['/api/attention', '/api/export', '/api/gallery', '/api/items/{id}', '/api/items/{id}/heat-map'],
      ...[
        '/api/items/{id}/thumbnail',
        '/api/scenes/{file}',
        '/api/scenes/{file}/overview',
        '/api/search',
        '/api/session',
        '/api/similar',
        '/health',
        '/metrics',
      ],
    ]);
    expect(paths['/api/search'].get.parameters.map(({ name }: { name: string }) => name)).toContain('without');
    expect(paths['/api/search'].post.requestBody.content).toHaveProperty('image/*');
  });

  it('the page has its types, and may load only from this server', async () => {
    const { app } = await smallServer({ items: 2 });
    const page = await app.inject('/');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect((await app.inject('/assets/a-1.js')).headers['cache-control']).toContain('immutable');
    expect((await app.inject('/nothing')).headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('what is wrong in the server is told to the operator, not to the client', async () => {
    const { app, parts, problems } = await smallServer({ items: 2 });
    vi.spyOn(parts.gallery, 'thumbnail').mockRejectedValue(new Error('/secret/path is broken'));
    const answer = await app.inject(thumbnailOf('000.tif'));
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret');
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(answer.headers).not.toHaveProperty('etag');
    expect(problems.map(({ message }) => message)).toEqual(['/secret/path is broken']);
  });
});
