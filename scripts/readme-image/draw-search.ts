import sharp, { type OverlayOptions } from 'sharp';
import { heatOverlay } from './heat-overlay';

/** A query and its results. */
export interface DrawnSearch {
  readonly query: string;
  /** Best first. */
  readonly hits: readonly { readonly file: string; readonly score: number }[];
  /** Attention of some words over the regions of the first hit. */
  readonly attention: readonly { readonly word: string; readonly weights: readonly number[] }[];
  /** Rows and columns of the regions. */
  readonly grid: readonly [rows: number, columns: number];
}

const WIDTH = 1600;
const MARGIN = 40;
const GAP = 25;
const TILE = (WIDTH - 2 * MARGIN - 4 * GAP) / 5;
const FOUND = 165;
const LOOK = FOUND + TILE + 120;
const HEIGHT = LOOK + TILE + 75;

/** Writes the query, its first five images and the attention of five words as one JPEG. */
export async function drawSearch({ query, hits, attention, grid }: DrawnSearch, out: string): Promise<void> {
  const left = (column: number) => Math.round(MARGIN + column * (TILE + GAP));
  const tile = (file: string) => sharp(file).resize(TILE, TILE).removeAlpha();
  const layers: OverlayOptions[] = [];
  for (const [i, { file }] of hits.entries()) {
    layers.push({ input: await tile(file).png().toBuffer(), left: left(i), top: FOUND });
  }
  const [first] = hits;
  for (const [i, { weights }] of attention.entries()) {
    if (first === undefined) break;
    const overlay = await heatOverlay(weights, grid, TILE);
    const input = await tile(first.file)
      .modulate({ saturation: 0.35 })
      .composite([{ input: overlay }])
      .png()
      .toBuffer();
    layers.push({ input, left: left(i), top: LOOK });
  }
  const middle = (column: number) => left(column) + TILE / 2;
  const words = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" fill="#1f2328">
<rect x="${MARGIN}" y="30" width="${WIDTH - 2 * MARGIN}" height="76" rx="38" fill="#ffffff" stroke="#8c959f" stroke-width="2.5"/>
<circle cx="${MARGIN + 42}" cy="64" r="13" fill="none" stroke="#59636e" stroke-width="4"/>
<path d="M${MARGIN + 52} 74 l12 12" stroke="#59636e" stroke-width="5" stroke-linecap="round"/>
<text x="${MARGIN + 84}" y="80" font-size="34">${query}</text>
<text x="${MARGIN}" y="${FOUND - 15}" font-size="25" fill="#59636e">Images found, best first</text>
${hits.map(({ score }, i) => `<text x="${middle(i)}" y="${FOUND + TILE + 36}" font-size="27" text-anchor="middle">${i + 1}.  score ${score.toFixed(3)}</text>`).join('\n')}
<text x="${MARGIN}" y="${LOOK - 15}" font-size="25" fill="#59636e">Where the words look in the first image</text>
${attention.map(({ word }, i) => `<text x="${middle(i)}" y="${LOOK + TILE + 42}" font-size="32" font-weight="bold" text-anchor="middle">${word}</text>`).join('\n')}
</svg>`;
  await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#ffffff' } })
    .composite([...layers, { input: Buffer.from(words) }])
    .jpeg({ quality: 78, mozjpeg: true })
    .toFile(out);
}
