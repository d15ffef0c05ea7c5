import { seededRandom } from '@rs-sam/foundation/random';
import { SyntheticError } from '../dataset-error';
import { writeCaptions } from './caption-grammar';
import { Brush, n } from './drawing/brush';
import { textureDefinitions } from './drawing/textures';
import { type SceneFacts, SIDES } from './facts';
import { type Box, SCENE_SIZE, type Scene } from './scene';
import { CLASSES, SCENE_CLASSES } from './scene-classes';

export interface SceneOptions {
  /** One of `SCENE_CLASSES`. */
  readonly className: string;
  /** The same seed draws the same scene, to the byte, on every machine. */
  readonly seed: number | string;
  /** From 1 to 7. Default: 5. */
  readonly captions?: number;
}

/**
 * Draws a synthetic aerial scene as SVG, and tells what is in it.
 * @throws SyntheticError where there is no such class, or the number of captions is out of range
 */
export function drawScene({ className, seed, captions = 5 }: SceneOptions): Scene {
  const sceneClass = CLASSES.find(({ name }) => name === className);
  if (!sceneClass)
    throw new SyntheticError(`There is no scene class '${className}'.`, `Choose one of ${SCENE_CLASSES.join(', ')}.`);
  if (!Number.isInteger(captions) || captions < 1 || captions > 7)
    throw new SyntheticError(`${captions} captions cannot be written.`, 'Ask for 1 to 7: there are seven sentences.');
  const random = seededRandom(`${className} ${seed}`);
  const turn = Math.floor(random() * 4);
  const side = SIDES[turn] ?? 'left';
  const textures = textureDefinitions(Math.floor(random() * 10_000));
  const brush = new Brush(random);
  const facts: SceneFacts = sceneClass.compose(brush);
  return {
    className,
    size: SCENE_SIZE,
    objects: brush.objects.map((object) => ({ ...object, box: turned(clipped(object.box), turn) })),
    side,
    captions: writeCaptions(facts, side, captions, random),
    svg: picture(textures, turn, brush.svg()),
  };
}

function picture(textures: string, turn: number, drawing: string): string {
  const [half, size] = [SCENE_SIZE / 2, SCENE_SIZE];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">
${textures}
<g filter="url(#photo)"><g transform="rotate(${90 * turn} ${half} ${half})">
${drawing}
</g></g>
</svg>
`;
}

/** The part of a box that is in the picture. */
function clipped({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  return {
    x: left,
    y: top,
    width: Math.min(SCENE_SIZE, x + width) - left,
    height: Math.min(SCENE_SIZE, y + height) - top,
  };
}

/** A box after quarter turns of the picture, clockwise; rounded as the drawing is. */
function turned({ x, y, width, height }: Box, turns: number): Box {
  if (turns > 0) return turned({ x: SCENE_SIZE - y - height, y: x, width: height, height: width }, turns - 1);
  return { x: Number(n(x)), y: Number(n(y)), width: Number(n(width)), height: Number(n(height)) };
}
