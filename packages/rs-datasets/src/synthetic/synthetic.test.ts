import { describe, expect, it } from 'vitest';
import { drawScene } from './draw-scene';
import type { Scene } from './scene';
import { SCENE_CLASSES } from './scene-classes';
import { syntheticDataset } from './synthetic-dataset';

const { dataset, scenes } = syntheticDataset({ images: 120, seed: 5, captions: 7 });
const NUMBERS =
  'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'.split(' ');

const centre = ({ objects }: Scene, ids: readonly string[]) => {
  const boxes = objects.filter(({ id }) => ids.includes(id)).map(({ box }) => box);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean(boxes.map((box) => box.x + box.width / 2)), mean(boxes.map((box) => box.y + box.height / 2))] as const;
};

describe('syntheticDataset', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const svg = (seed: number) => syntheticDataset({ images: 12, seed }).scenes.map((scene) => scene.svg);
    expect(svg(1)).toEqual(svg(1));
    expect(svg(1)).not.toEqual(svg(2));
  });

  it('has every class, and no caption of two images, nor twice of one', () => {
    expect(new Set(dataset.images.map(({ className }) => className))).toEqual(new Set(SCENE_CLASSES));
    const captions = dataset.images.flatMap((image) => image.captions);
    expect(new Set(captions).size).toBe(120 * 7);
  });

  it('lists the classes, and refuses numbers out of range and unknown options', () => {
    expect(() => syntheticDataset({ images: 20_000, seed: 1, classes: ['nowhere'] })).toThrow(
      "The option classes.0 is \"nowhere\"; it must be 'airport', 'baseball diamond', 'beach'",
    );
    expect(() => drawScene({ className: 'nowhere', seed: 1 })).toThrow('The option className is "nowhere"');
    expect(() => syntheticDataset({ images: 0, seed: 1 })).toThrow('The option images is 0');
    expect(() => syntheticDataset({ images: 1 } as never)).toThrow('The option seed is undefined');
    expect(() => syntheticDataset({ images: 1, seed: 1, class: ['beach'] } as never)).toThrow('The option class is');
    expect(() => drawScene({ className: 'beach', seed: 1, captions: 8 })).toThrow(
      'The option captions is 8; it must be an integer from 1 to 7.',
    );
  });
});

describe.each(SCENE_CLASSES)('%s', (className) => {
  const own = scenes.filter((scene) => scene.className === className);

  it('has its boxes inside the image, and only real numbers in the drawing', () => {
    for (const { objects, size, svg } of own) {
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      for (const { box } of objects) {
        expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
        expect(Math.min(box.width, box.height)).toBeGreaterThan(0);
        expect(Math.max(box.x + box.width, box.y + box.height)).toBeLessThanOrEqual(size + 0.11);
      }
    }
  });

  it('names numbers and colours that its objects have, and all objects of that kind and colour', () => {
    for (const { captions, objects } of own)
      for (const { text, mentions } of captions) {
        expect(mentions).toHaveLength(3);
        for (const { start, end, objects: ids } of mentions) {
          const words = text.split(' ').slice(start, end).join(' ').toLowerCase();
          const named = objects.filter(({ id }) => ids.includes(id));
          const [first] = named;
          expect(words.startsWith(ids.length === 1 ? 'a' : `${NUMBERS[ids.length]} `)).toBe(true);
          for (const { kind, colour } of named) expect([kind, colour]).toEqual([first?.kind, first?.colour]);
          if (first?.colour) expect(words.split(' ')).toContain(first.colour);
          const alike = objects.filter(({ kind, colour }) => kind === first?.kind && colour === first?.colour);
          expect(alike).toHaveLength(ids.length);
        }
      }
  });

  it('names the side on which the objects are', () => {
    for (const scene of own)
      for (const { text, mentions } of scene.captions) {
        expect(text).toContain(scene.side);
        const sided = mentions.some(({ objects }) => {
          const [x, y] = centre(scene, objects);
          const far = { left: 128 - x, right: x - 128, top: 128 - y, bottom: y - 128 };
          return Math.max(...Object.values(far)) === far[scene.side] && far[scene.side] > 40;
        });
        expect(sided).toBe(true);
      }
  });
});
