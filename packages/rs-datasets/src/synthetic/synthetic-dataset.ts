import type { CaptionDataset } from '../caption-dataset';
import { SyntheticError } from '../dataset-error';
import { drawScene } from './draw-scene';
import type { Scene } from './scene';
import { SCENE_CLASSES } from './scene-classes';

export interface SyntheticOptions {
  /** Number of images, dealt out to the classes in turn. */
  readonly images: number;
  /** The same seed gives the same data set on every machine. */
  readonly seed: number | string;
  /** Default: all of `SCENE_CLASSES`. */
  readonly classes?: readonly string[];
  /** Captions per image, from 1 to 7. Default: 5. */
  readonly captions?: number;
}

/** A data set and, for each of its images in the same order, the scene. */
export interface SyntheticDataset {
  readonly dataset: CaptionDataset;
  readonly scenes: readonly Scene[];
}

const ATTEMPTS = 200;

/**
 * A data set of synthetic scenes. No two of them have the same facts, and each caption tells all facts of its scene, so each
 * caption has exactly one right image. Of ten images of a class the ninth is `val` and the tenth `test`.
 * @throws SyntheticError where a class has no more scenes to offer, or an option is out of range
 */
export function syntheticDataset(options: SyntheticOptions): SyntheticDataset {
  const { images, seed, classes = SCENE_CLASSES, captions = 5 } = options;
  if (!Number.isInteger(images) || images < 1 || classes.length === 0)
    throw new SyntheticError(`${images} images of ${classes.length} classes cannot be drawn.`, 'Ask for at least one.');
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
    const scene = drawScene({ className, seed: `${seed} ${attempt}`, captions });
    const facts = factsOf(scene);
    if (known.has(facts)) continue;
    known.add(facts);
    return scene;
  }
  throw new SyntheticError(`No further scene of ${className} was found.`, 'Ask for fewer images, or for more classes.');
}

/** What the captions tell, whatever their words: of each thing they name the kind, colour and number, and the side. */
function factsOf({ className, side, objects, captions }: Scene): string {
  const told = (captions[0]?.mentions ?? []).map(({ objects: ids }) => {
    const named = objects.find(({ id }) => id === ids[0]);
    return `${ids.length} ${named?.colour} ${named?.kind}`;
  });
  return [className, side, ...told.sort()].join(', ');
}
