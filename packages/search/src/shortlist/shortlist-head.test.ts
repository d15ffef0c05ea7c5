import { expect, it } from 'vitest';
import { formatHead, parseHead, projectEncoding } from './shortlist-head';

const head = {
  weights: 'a'.repeat(64),
  projections: { rank: 2, image: Float32Array.of(1, 2, 3, 4, 5, 6), text: Float32Array.of(0, 1, 1, 0) },
  mean: -0.25,
  deviation: 0.125,
};

it('is read as it was written, also without projections', async () => {
  expect(await parseHead(await formatHead(head), 'shortlist.safetensors')).toEqual(head);
  const own = { ...head, projections: null };
  expect(await parseHead(await formatHead(own), 'shortlist.safetensors')).toEqual(own);
});

it('a changed byte is found', async () => {
  const bytes = await formatHead(head);
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
  await expect(parseHead(bytes, 'shortlist.safetensors')).rejects.toThrow('does not have the checksum');
  const renamed = Buffer.from(
    Buffer.from(await formatHead(head))
      .toString('latin1')
      .replace('-0.25', '-0.26'),
    'latin1',
  );
  await expect(parseHead(renamed, 'shortlist.safetensors')).rejects.toThrow('does not have the checksum');
});

it('projects the pooled rows', () => {
  const encoding = { vector: { shape: [2, 2], data: Float32Array.of(1, 0, 0, 2) } };
  // [1, 0, 1] and [0, 2, 1] by the matrix [[1, 2], [3, 4], [5, 6]].
  expect([...projectEncoding(encoding, head.projections.image, 2)]).toEqual([6, 8, 11, 14]);
});
