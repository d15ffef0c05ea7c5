import type { GalleryItems } from '@rs-sam/search';
import type { SceneRecord } from '@rs-sam/search/scene';
import { expect, it } from 'vitest';
import { overviewStore } from './overview-store';

const sceneOf = (file: string) => ({ file, width: 32, height: 32 }) as SceneRecord;

/** A gallery of one window in each scene, which has no data; `look` stands before it is looked up. */
const galleryOf = (look: (id: string) => Promise<void>) =>
  ({
    origin: { windows: { size: 32, overlap: 0 } },
    keyOf: async (id: string) => {
      await look(id);
      return null;
    },
  }) as unknown as GalleryItems;

it('draws an overview once, and again where it failed', async () => {
  const looked: string[] = [];
  const overviewOf = overviewStore(
    galleryOf(async (id) => {
      looked.push(id);
      if (looked.length === 1) throw new Error('damaged');
    }),
  );
  await expect(overviewOf(sceneOf('a'))).rejects.toThrow('damaged');
  const [one, two] = await Promise.all([overviewOf(sceneOf('a')), overviewOf(sceneOf('a'))]);
  expect(one).toBe(two);
  expect(looked).toEqual(['a#0,0,32,32', 'a#0,0,32,32']);
});

it('draws one at a time, and refuses more than 64 that wait', async () => {
  let [running, most] = [0, 0];
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const overviewOf = overviewStore(
    galleryOf(async () => {
      most = Math.max(most, ++running);
      await gate;
      running--;
    }),
  );
  const asked = Array.from({ length: 64 }, (_, at) => overviewOf(sceneOf(String(at))));
  await expect(overviewOf(sceneOf('64'))).rejects.toMatchObject({ status: 503, code: 'RS_SAM_BUSY' });
  go();
  await Promise.all(asked);
  expect(most).toBe(1);
  expect((await overviewOf(sceneOf('64')))?.length).toBeGreaterThan(0);
});
