import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import type { ServerLimits } from '../../packages/server/src/options/server-options';
import { hostileFiles } from '../../packages/server/test/hostile-files';

/** Clients that send at the same time. */
const CLIENTS = 4;

/**
 * Sends hostile uploads: each has to be refused with 413 or 422, and afterwards a true image has to be answered.
 *
 * @returns how many were sent, and how many of them were answered in another way.
 */
export async function floodWithHostileFiles(address: string, count: number) {
  const { limits } = (await (await fetch(`${address}/api/gallery`)).json()) as { limits: ServerLimits };
  const image = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#8a4' } })
    .tiff()
    .toBuffer();
  const files = Object.values(await hostileFiles(image, limits.uploadPixels));
  // More bytes than the server takes.
  files.push(Buffer.alloc(limits.uploadBytes + 1));
  const statuses: Record<number, number> = {};
  let sent = 0;
  const send = async (body: Buffer): Promise<number> => {
    for (;;) {
      const options = {
        method: 'POST',
        body: new Uint8Array(body),
        headers: { 'content-type': 'application/octet-stream' },
      };
      const status = await fetch(`${address}/api/search`, options).then(
        async (response) => {
          await response.arrayBuffer();
          return response.status;
        },
        // The server ends the connection of a body that is too large.
        () => 413,
      );
      if (status !== 429) return status;
      await setTimeout(100);
    }
  };
  const client = async () => {
    while (sent < count) {
      const status = await send(files[sent++ % files.length] as Buffer);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const refused = (statuses[413] ?? 0) + (statuses[422] ?? 0);
  const after = count === 0 ? 200 : await send(image);
  return { sent, wrong: sent - refused + (after === 200 ? 0 : 1), statuses, after };
}
