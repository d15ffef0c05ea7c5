import { expect, it } from 'vitest';
import type { GalleryManifest } from './gallery-manifest';
import { galleryVectors } from './gallery-vectors';

it('closes also where the vectors could not be read', async () => {
  const manifest = {
    shortlist: { kind: 'head', width: 2 },
    arrays: { vectors: { type: '<f2', shape: [2] } },
    segments: [{ name: '0001', rows: 1, files: {} }],
  } as unknown as GalleryManifest;
  const source = {
    name: 'gallery',
    read: () => Promise.reject(new Error('gone')),
    readRanges: () => Promise.reject(new Error('gone')),
    close: async () => {},
  };
  const vectors = galleryVectors(source, manifest, Int32Array.of(0));
  await expect(vectors.flat()).rejects.toThrow('gone');
  await vectors.close();
});
