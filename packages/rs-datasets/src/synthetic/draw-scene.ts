import { checkOptions, number, oneOf, seed as seedRule } from '@rs-sam/foundation/options';
import { seededRandom } from '@rs-sam/foundation/random';
import { composeCaptions } from './caption-grammar';
import { Brush, n } from './drawing/brush';
import { textureDefinitions } from './drawing/textures';
import { type SceneFacts, SIDES } from './facts';
import { type Box, SCENE_SIZE, type Scene } from './scene';
import type { SceneClass } from './scene-class';
import { CLASSES, SCENE_CLASSES } from './scene-classes';

export interface SceneOptions {
  /** One of `SCENE_CLASSES`. */
  readonly className: string;
  /** The same seed draws the same scene, to the byte, on every machine. */
  readonly seed: number | string;
  /** From 1 to 7. Default: 5. */
  readonly captions?: number;
}

/** There are seven sentences for the facts of a scene. */
export const captionsRule = number(
  'an integer from 1 to 7',
  (value) => Number.isInteger(value) && value >= 1 && value <= 7,
);

export const classRule = oneOf(SCENE_CLASSES);

const RULES = { className: classRule, seed: seedRule, captions: captionsRule };

/**
 * Draws a synthetic aerial scene as SVG, with its objects and captions.
 * @throws InvalidOptionError
 */
export function drawScene(options: SceneOptions): Scene {
  checkOptions('drawScene', RULES, options, ['className', 'seed']);
  return sceneOf(options);
}

/** As {@link drawScene}, without checks. */
export function sceneOf({ className, seed, captions = 5 }: SceneOptions): Scene {
  const sceneClass = CLASSES.find(({ name }) => name === className) as SceneClass;
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
    captions: composeCaptions(facts, side, captions, random),
    svg: svgOf(textures, turn, brush.svg()),
  };
}

function svgOf(textures: string, turn: number, drawing: string): string {
  const [half, size] = [SCENE_SIZE / 2, SCENE_SIZE];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">
${textures}
<g filter="url(#photo)"><g transform="rotate(${90 * turn} ${half} ${half})">
${drawing}
</g></g>
</svg>
`;
}

/** The part of a box that is inside the image. */
function clipped({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  return {
    x: left,
    y: top,
    width: Math.min(SCENE_SIZE, x + width) - left,
    height: Math.min(SCENE_SIZE, y + height) - top,
  };
}

/** A box after quarter turns of the image, clockwise; rounded like the drawing. */
function turned({ x, y, width, height }: Box, turns: number): Box {
  if (turns > 0) return turned({ x: SCENE_SIZE - y - height, y: x, width: height, height: width }, turns - 1);
  return { x: Number(n(x)), y: Number(n(y)), width: Number(n(width)), height: Number(n(height)) };
}
