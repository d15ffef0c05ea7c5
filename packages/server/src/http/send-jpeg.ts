import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers with a JPEG that a client may keep, and asks for again by the hash of what it was made of.
 *
 * @param read is called where the client does not have it already. An error of it is not kept: the headers come after it.
 */
export async function sendJpeg(
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: Pick<FastifyReply, 'header' | 'code' | 'type'>,
  sha256: string,
  read: () => Promise<Uint8Array>,
) {
  const etag = `"${sha256}"`;
  const bytes = headers['if-none-match'] === etag ? null : await read();
  reply.header('etag', etag).header('cache-control', 'private, max-age=300');
  return bytes === null ? reply.code(304).send() : reply.type('image/jpeg').send(Buffer.from(bytes));
}
