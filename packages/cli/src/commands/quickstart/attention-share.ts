import type { Box, SceneCaption, SceneObject } from '@rs-sam/datasets/synthetic';
import type { AttentionMap } from '@rs-sam/evaluation/search';
import { tokenize } from '@rs-sam/text-encoder';
import { regionBox } from '@rs-sam/vision-features';

/** The share of a phrase's attention on the objects that it names. */
export interface PhraseShare {
  readonly phrase: string;
  /** Share (0 to 1) on the boxes of the objects that the phrase names. */
  readonly share: number;
  /** Share (0 to 1) of even attention on them: the fraction of the image that the boxes cover. */
  readonly chance: number;
}

/** A line of `scenes.jsonl`. */
export interface SceneLine {
  readonly id: string;
  readonly size: number;
  readonly objects: readonly SceneObject[];
  readonly captions: readonly SceneCaption[];
}

/**
 * For every phrase of a caption that names objects: the share of its attention, the mean over its words, on the boxes of the objects. A
 * cell counts with the fraction that the boxes cover.
 *
 * @param attention of this caption over the scene's image; its words are those of `tokenize`.
 */
export function phraseShares(
  { size, objects }: Pick<SceneLine, 'size' | 'objects'>,
  { text, mentions }: SceneCaption,
  { words, weights, grid }: AttentionMap,
): PhraseShare[] {
  if (grid === null) return [];
  const spaced = text.split(' ');
  /** The first token of each space-separated word; undefined for punctuation alone. */
  const first = spaced.map((_, word) => tokenize(spaced.slice(0, word).join(' ')).length);
  first.push(words.length);
  return mentions.flatMap(({ start, end, objects: named }) => {
    const rows = weights.slice(first[start], first[end]);
    if (rows.length === 0) return [];
    const boxes = objects.filter(({ id }) => named.includes(id)).map(({ box }) => box);
    const covered = coverage(boxes, size, grid);
    const mean = covered.map((_, cell) => rows.reduce((sum, row) => sum + (row[cell] ?? 0), 0) / rows.length);
    return {
      phrase: spaced.slice(start, end).join(' '),
      share: covered.reduce((sum, part, cell) => sum + part * (mean[cell] as number), 0),
      chance: covered.reduce((sum, part) => sum + part, 0) / covered.length,
    };
  });
}

/** For each cell, the fraction that the boxes cover together, counted in pixels. */
function coverage(boxes: readonly Box[], size: number, grid: readonly [number, number]): number[] {
  return Array.from({ length: grid[0] * grid[1] }, (_, region) => {
    const cell = regionBox(region, { grid, width: size, height: size });
    let inside = 0;
    let all = 0;
    for (let y = Math.floor(cell.y) + 0.5; y < cell.y + cell.height; y++) {
      for (let x = Math.floor(cell.x) + 0.5; x < cell.x + cell.width; x++) {
        all++;
        if (boxes.some((box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height)) inside++;
      }
    }
    return inside / all;
  });
}
