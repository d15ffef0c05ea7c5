import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** A PNG whose header says that it is that large, with a few bytes of pixels. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    ...[
      signature,
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.alloc(1000))),
      chunk('IEND', Buffer.alloc(0)),
    ],
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

const grey = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#888' } });

/**
 * Files that are no images, not whole, too large inside, or two things at once.
 *
 * @param image a TIFF, to be cut off.
 * @param maxPixels the limit of the server.
 */
export async function hostileFiles(image: Buffer, maxPixels: number): Promise<Record<string, Buffer>> {
  const side = Math.ceil(Math.sqrt(maxPixels)) + 1;
  const jpeg = await grey(64, 64).jpeg().toBuffer();
  return {
    'a bomb, by its header': pngHeader(50_000, 50_000),
    'a bomb that is whole': await grey(side, side).png().toBuffer(),
    'a header with too few pixels': pngHeader(100, 100),
    'a truncated TIFF': image.subarray(0, image.length / 2),
    'a truncated JPEG': jpeg.subarray(0, jpeg.length - 80),
    'a text': Buffer.from('#!/bin/sh\necho hello\n'),
    'random bytes': Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 2_654_435_761) >>> 24)),
    'an HTML page': Buffer.from('<html><script>alert(1)</script></html>'),
    'an SVG that reads a file': Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="8" height="8"><image xlink:href="file:///etc/passwd" width="8" height="8"/></svg>',
    ),
    'a PDF': Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
    'a PDF behind a GIF header': Buffer.from('GIF89a%PDF-1.4\n1 0 obj<<>>endobj'),
    'an archive': Buffer.from('PK\x03\x04 not an image'),
    'a directory of a TIFF that leads to itself': Buffer.from('49492a00080000000000080000000000', 'hex'),
  };
}
