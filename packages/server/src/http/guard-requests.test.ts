import { expect, it, vi } from 'vitest';
import { smallServer } from '../../test/small-server';

// Each test writes and opens a gallery: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const token = 'a-token-of-the-tests';
const PROTECTED = [
  ...['/api/search?text=field', '/api/gallery', '/api/items/000.tif', '/api/items/000.tif/thumbnail', '/metrics'],
  ...['/api/items/000.tif/heat-map?text=field', '/api/attention?text=field&id=000.tif'],
];

it('a token is needed for everything that tells of the gallery, and for nothing else', async () => {
  const { app } = await smallServer({ items: 2, token });
  for (const url of PROTECTED) {
    const refused = await app.inject({ url, headers: { host: 'search.example' } });
    expect([url, refused.statusCode, refused.headers['www-authenticate']]).toEqual([url, 401, 'Bearer']);
    const wrong = await app.inject({ url, headers: { authorization: `Bearer ${token}x` } });
    expect(wrong.json().code).toBe('RS_SAM_TOKEN');
    const right = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
    expect([url, right.statusCode]).toEqual([url, 200]);
  }
  for (const url of ['/', '/assets/a-1.js', '/health', '/api/openapi.json']) {
    expect((await app.inject({ url, headers: { host: 'search.example' } })).statusCode).toBe(200);
  }
});

it('the token begins a session, for the images of the page', async () => {
  const { app } = await smallServer({ items: 2, token });
  const session = (given: string) => app.inject({ method: 'POST', url: '/api/session', payload: { token: given } });
  expect((await session('wrong')).statusCode).toBe(401);
  const { statusCode, headers } = await session(token);
  expect(statusCode).toBe(204);
  expect(headers['set-cookie']).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  const cookie = String(headers['set-cookie']).split(';')[0] as string;
  expect((await app.inject({ url: '/api/items/000.tif/thumbnail', headers: { cookie } })).statusCode).toBe(200);
});

it('without a token, other names of the machine and pages of other sites are refused', async () => {
  const { app } = await smallServer({ items: 2 });
  const rebound = await app.inject({ url: '/api/gallery', headers: { host: 'attacker.example' } });
  expect([rebound.statusCode, rebound.json().code]).toEqual([421, 'RS_SAM_HOST']);
  const foreign = await app.inject({ url: '/api/gallery', headers: { 'sec-fetch-site': 'cross-site' } });
  expect([foreign.statusCode, foreign.json().code]).toEqual([403, 'RS_SAM_ORIGIN']);
  const linked = await app.inject({ url: '/', headers: { 'sec-fetch-site': 'cross-site' } });
  expect(linked.statusCode).toBe(200);
});

it('answers 429 with Retry-After when all places are taken, and has places again afterwards', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { app, parts } = await smallServer({ items: 2, limits: { places: 3 }, beforeJob: () => held });
  const url = '/api/search?text=field';
  const first = [1, 2, 3].map(() => app.inject(url));
  await vi.waitFor(() => expect(parts.admission.taken).toBe(3));
  for (const request of [url, '/api/attention?text=field&id=000.tif']) {
    const refused = await app.inject(request);
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'RS_SAM_BUSY']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  }
  // What does not compute is still answered.
  expect((await app.inject('/health')).statusCode).toBe(200);
  expect((await app.inject('/api/items/000.tif/thumbnail')).statusCode).toBe(200);
  release();
  expect((await Promise.all(first)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  await vi.waitFor(() => expect(parts.admission.taken).toBe(0));
  expect((await app.inject(url)).statusCode).toBe(200);
});
