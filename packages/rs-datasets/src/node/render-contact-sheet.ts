import { checkOptions, flag, integer } from '@rs-sam/foundation/options';
import type { OverlayOptions } from 'sharp';
import type { Scene } from '../synthetic/scene';
import { importSharp } from './import-sharp';
import { renderScene } from './render-scene';

export interface ContactSheetOptions {
  /** Images in a row. Default: 4. */
  readonly columns?: number;
  /** Whether the boxes of the objects that the first caption names are drawn. Default: false. */
  readonly boxes?: boolean;
}

const RULES = { columns: integer(1), boxes: flag };

const [IMAGE, GAP, LINE, CHARACTERS] = [256, 10, 14, 42];

/**
 * Scenes side by side, each with its class and first caption below it, as PNG with a palette.
 * @throws InvalidOptionError
 * @throws MissingPackageError where `sharp` is not installed
 */
export async function renderContactSheet(scenes: readonly Scene[], options: ContactSheetOptions = {}): Promise<Buffer> {
  checkOptions('renderContactSheet', RULES, options);
  const { columns = 4, boxes = false } = options;
  const sharp = await importSharp('Rendering a contact sheet');
  const texts = scenes.map((scene) => [scene.className, ...wrapped(scene.captions[0]?.text ?? '')]);
  const cellHeight = IMAGE + GAP + LINE * Math.max(0, ...texts.map((lines) => lines.length)) + GAP;
  const cells = await Promise.all(
    scenes.map(async (scene, index): Promise<OverlayOptions[]> => {
      const left = GAP + (index % columns) * (IMAGE + GAP);
      const top = GAP + Math.floor(index / columns) * cellHeight;
      const below = Buffer.from(captionSvg(texts[index] ?? [], cellHeight - IMAGE));
      const drawn = boxes ? { ...scene, svg: withBoxes(scene) } : scene;
      return [
        { input: await renderScene(drawn), left, top },
        { input: below, left, top: top + IMAGE },
      ];
    }),
  );
  const width = GAP + columns * (IMAGE + GAP);
  const height = GAP + Math.ceil(scenes.length / columns) * cellHeight;
  return sharp({ create: { width, height, channels: 3, background: 'white' } })
    .composite(cells.flat())
    .png({ palette: true, colours: 96, effort: 10 })
    .toBuffer();
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= CHARACTERS) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function captionSvg([title, ...lines]: readonly string[], height: number): string {
  const text = lines.map((line, index) => `<text y="${2 * LINE + index * LINE}">${line}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${IMAGE}" height="${height}" font-family="sans-serif" font-size="11">
<text y="${LINE}" font-weight="bold">${title}</text>${text.join('')}</svg>`;
}

function withBoxes({ svg, objects, captions }: Scene): string {
  const named = new Set(captions[0]?.mentions.flatMap((mention) => mention.objects));
  const frames = objects
    .filter(({ id }) => named.has(id))
    .map(({ box }) => `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}"/>`);
  return svg.replace('</svg>', `<g fill="none" stroke="#ff2bd6" stroke-width="1.2">${frames.join('')}</g></svg>`);
}
