import { checkOptions, integer, seed as seedRule } from '@rs-sam/foundation/options';
import * as v from 'valibot';
import type { CaptionDataset } from '../caption-dataset';
import { captionsRule, classRule, sceneOf } from './draw-scene';
import type { Scene } from './scene';
import { SCENE_CLASSES } from './scene-classes';
import { SyntheticError } from './synthetic-error';

export interface SyntheticOptions {
  /** Number of images, at least 1; the classes take turns. */
  readonly images: number;
  /** The same seed gives the same data set on every machine. */
  readonly seed: number | string;
  /** Default: all of `SCENE_CLASSES`. */
  readonly classes?: readonly string[];
  /** Captions per image, from 1 to 7. Default: 5. */
  readonly captions?: number;
}

/** A data set, and the scene of each image in the same order. */
export interface SyntheticDataset {
  readonly dataset: CaptionDataset;
  readonly scenes: readonly Scene[];
}

const ATTEMPTS = 200;

const RULES = {
  images: integer(1),
  seed: seedRule,
  classes: v.pipe(v.array(classRule, 'a list of class names'), v.minLength(1, 'a list of at least one class name')),
  captions: captionsRule,
};

/**
 * A data set of synthetic scenes. No two scenes have the same facts, and each caption contains all facts of its scene. So each
 * caption has exactly one right image. Of ten images of a class, the ninth is `val` and the tenth `test`.
 * @throws SyntheticError where a class does not have so many different scenes
 * @throws InvalidOptionError
 */
export function syntheticDataset(options: SyntheticOptions): SyntheticDataset {
  checkOptions('syntheticDataset', RULES, options, ['images', 'seed']);
  const { images, seed, classes = SCENE_CLASSES, captions = 5 } = options;
  const known = new Set<string>();
  const drawn = Array.from({ length: images }, (_, index) => {
    const className = classes[index % classes.length] ?? '';
    const number = Math.floor(index / classes.length);
    const scene = newScene(className, `${seed} ${number}`, captions, known);
    const file = `${className.replaceAll(' ', '_')}_${String(number + 1).padStart(3, '0')}.png`;
    const split = number % 10 === 8 ? 'val' : number % 10 === 9 ? 'test' : 'train';
    return { scene, image: { id: file, file, split, className, captions: scene.captions.map(({ text }) => text) } };
  });
  return { dataset: { images: drawn.map(({ image }) => image) }, scenes: drawn.map(({ scene }) => scene) };
}

function newScene(className: string, seed: string, captions: number, known: Set<string>): Scene {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const scene = sceneOf({ className, seed: `${seed} ${attempt}`, captions });
    const facts = factsOf(scene);
    if (known.has(facts)) continue;
    known.add(facts);
    return scene;
  }
  throw new SyntheticError(
    `No further scene of the class ${className} was found.`,
    'Ask for fewer images or for more classes.',
  );
}

/** The facts in the captions, without their words: kind, colour and number of the objects they name, and the side. */
function factsOf({ className, side, objects, captions }: Scene): string {
  const facts = (captions[0]?.mentions ?? []).map(({ objects: ids }) => {
    const named = objects.find(({ id }) => id === ids[0]);
    return `${ids.length} ${named?.colour} ${named?.kind}`;
  });
  return [className, side, ...facts.sort()].join(', ');
}
