import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { CAPTIONS } from '../../../../search/test/write-checkpoint';
import { colourOf, writeSceneGallery } from '../../../test/scene-gallery';
import { smallServer } from '../../../test/small-server';

// Each test writes and opens a gallery: seconds on a free machine, more on a busy one.
vi.setConfig({ testTimeout: 120_000 });

const [text] = CAPTIONS as [string];
const sceneAt = (file: string) => `/api/scenes/${encodeURIComponent(file)}`;
const search = (region: string) =>
  `/api/search?${new URLSearchParams({ text, region, all: 'true', fold: 'false', regionShare: '0.001' })}`;

describe('scenes', () => {
  it('says their extent, and which have a place on the earth', async () => {
    const { app } = await smallServer({ write: writeSceneGallery });
    expect((await app.inject('/api/gallery')).json()).toMatchObject({ items: 18, scenes: 2 });
    expect((await app.inject(sceneAt('scenes/a.tif'))).json()).toMatchObject({
      ...{ file: 'scenes/a.tif', width: 64, height: 48, crs: 'EPSG:4326' },
      extent: { type: 'Polygon', coordinates: [expect.arrayContaining([[10.64, 49.52]])] },
    });
    expect((await app.inject(sceneAt('b.tif'))).json()).toMatchObject({ crs: null, extent: null });
    for (const path of [sceneAt('c.tif'), `${sceneAt('../a.tif')}/overview`]) {
      const refused = await app.inject(path);
      expect([refused.statusCode, refused.json().code]).toEqual([404, 'RS_SAM_NO_SCENE']);
    }
  });

  it('draws an overview of their windows where they lie, black where none is', async () => {
    const { app } = await smallServer({ write: writeSceneGallery });
    const answer = await app.inject(`${sceneAt('scenes/a.tif')}/overview`);
    expect(answer.headers['content-type']).toBe('image/jpeg');
    const { data, info } = await sharp(answer.rawPayload).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 64, height: 48, channels: 3 });
    for (const x of [8, 24, 40, 56]) {
      for (const y of [8, 24, 40]) {
        const expected = x >= 48 ? [0, 0, 0] : colourOf(x, y);
        const pixel = [...data.subarray(3 * (64 * y + x), 3 * (64 * y + x) + 3)];
        for (const [channel, value] of pixel.entries()) {
          expect(Math.abs(value - (expected[channel] as number)), `${x}, ${y}: ${pixel} ${expected}`).toBeLessThan(12);
        }
      }
    }
    const again = await app.inject({
      ...{ url: `${sceneAt('scenes/a.tif')}/overview`, headers: { 'if-none-match': String(answer.headers.etag) } },
    });
    expect(again.statusCode).toBe(304);
  });

  it('a region may be a rectangle of a scene: neighbours whose edges it touches are not in it', async () => {
    const { app } = await smallServer({ write: writeSceneGallery });
    const found = (await app.inject(search('scenes/a.tif#16,0,16,20'))).json();
    expect(found.results.map(({ id }: { id: string }) => id).sort()).toEqual([
      'scenes/a.tif#16,0,16,16',
      'scenes/a.tif#16,16,16,16',
    ]);
    expect((await app.inject(search('scenes/a.tif#500,0,16,20'))).json()).toMatchObject({ matching: 0 });
    const refused = async (region: string) => {
      const answer = await app.inject(search(region));
      return [answer.statusCode, answer.json().code];
    };
    expect(await refused('b.tif#0,0,9,9')).toEqual([422, 'RS_SAM_NO_PLACE']);
    expect(await refused('c.tif#0,0,9,9')).toEqual([400, 'RS_SAM_NO_SCENE']);
  });
});
