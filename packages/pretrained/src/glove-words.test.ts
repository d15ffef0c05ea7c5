import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { gloveWordsFile, readGloveWords as readInNode } from './node/glove-words';
import { readGloveWords } from './read-glove-words';

it('is the same table from a file and from a server', async () => {
  const bytes = await readFile(gloveWordsFile);
  expect(bytes.length).toBeLessThan(5e6);
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/words' ? 200 : 404).end(bytes);
  }).listen(0);
  onTestFinished(() => void server.close());
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const [read, fetched] = [await readInNode(), await readGloveWords(`${url}/words`)];
  expect(fetched.words).toEqual(read.words);
  expect(fetched.vectorOf('runway')).toEqual(read.vectorOf('runway'));
  await expect(readGloveWords(`${url}/none`)).rejects.toThrow(
    '/none: The server answers 404 Not Found. Give the address of a copy',
  );
});

it('has the vectors of GloVe: the first numbers of "the" in glove.6B.100d', async () => {
  const table = await readInNode();
  const full = [-0.038194, -0.24487, 0.72812, -0.39961, 0.083172];
  const found = [...(table.vectorOf('the') ?? [])].slice(0, 5);
  // Of the norm 5.821154, with 4 bits a number.
  found.forEach((value, i) => {
    expect(Math.abs(value - (full[i] as number) / 5.821154)).toBeLessThan(0.03);
  });
  expect(table.words.slice(0, 3)).toEqual(['the', 'of', 'to']);
  expect(table.vectorOf('a')).toBeUndefined();
});

// A checkpoint records this hash: another file would no longer be recognised as the table that it was trained with.
it('does not change', async () => {
  const hash = createHash('sha256')
    .update(await readFile(gloveWordsFile))
    .digest('hex');
  expect(hash).toBe('be8bd25d3d3f8092cd0acba8cad48bd630686e66d47168eca93d4e30815d3f4a');
});
