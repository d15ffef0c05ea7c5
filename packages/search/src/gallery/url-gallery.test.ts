import { expect, it, vi } from 'vitest';
import { urlGallery } from './url-gallery';

const bytes = Uint8Array.from({ length: 10 }, (_, at) => at);

it('fetches a file once, and gives the bytes that are asked for', async () => {
  const fetchFile = vi.fn(async (_: URL | RequestInfo) => new Response(bytes));
  const gallery = urlGallery('https://example.org/gallery', fetchFile);
  expect([...(await gallery.readRanges('segments/0001/vectors.npy', [2, 0], 3))]).toEqual([2, 3, 4, 0, 1, 2]);
  expect([...(await gallery.readRanges('segments/0001/vectors.npy', [8], 9))]).toEqual([8, 9]);
  expect(fetchFile.mock.calls.map(([url]) => String(url))).toEqual([
    'https://example.org/gallery/segments/0001/vectors.npy',
  ]);
  await gallery.close();
  await gallery.readRanges('segments/0001/vectors.npy', [0], 1);
  expect(fetchFile).toHaveBeenCalledTimes(2);
});

it('tries again after a failure, which says what the server answers', async () => {
  const fetchFile = vi.fn(async () => new Response(bytes));
  fetchFile.mockResolvedValueOnce(new Response(null, { status: 503, statusText: 'Busy' }));
  const gallery = urlGallery('https://example.org/gallery/', fetchFile);
  await expect(gallery.readRanges('a', [0], 1)).rejects.toThrow('the server answers 503 Busy');
  expect([...(await gallery.readRanges('a', [0], 1))]).toEqual([0]);
});
