import { BrokenImageError } from '@rs-sam/vision-features/node';
import type { SkippedImage } from '../../gallery/gallery-manifest';
import type { SceneRecord } from '../../scene/scene-record';
import { type WindowGrid, windowCount } from '../../scene/scene-window';
import { openScene, type SceneColours } from '../scene/open-scene';
import { SceneError } from '../scene/scene-error';
import { hashOrNull } from './hash-or-null';
import type { IndexOptions } from './index-options';

/** A scene that was looked at. */
export interface ReadScene {
  readonly path: string;
  readonly record: Omit<SceneRecord, 'empty'>;
}

/** Scenes, and the files that are none. */
export interface ReadScenes {
  readonly scenes: readonly ReadScene[];
  readonly skipped: readonly SkippedImage[];
}

/**
 * Looks at every scene: its size and place, the values that become 0 and 255, and the hash of its file.
 *
 * @throws BrokenImageError with `onBroken: 'fail'`; the reason of the signal.
 */
export async function readScenes(
  { images, onBroken = 'skip', onProgress, onNote, signal }: IndexOptions,
  windows: WindowGrid,
  colours: SceneColours,
): Promise<ReadScenes> {
  const scenes: ReadScene[] = [];
  const skipped: SkippedImage[] = [];
  for (const [at, { name, file }] of images.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ phase: 'verify', done: at, total: images.length, skipped: skipped.length });
    const sha256 = await hashOrNull(file);
    try {
      const scene = await openScene(file, colours, name);
      await scene.close();
      checkWindows(scene.record, windows);
      for (const note of scene.record.notes) onNote?.({ name, note });
      scenes.push({ path: file, record: { ...scene.record, sha256: sha256 ?? '' } });
    } catch (error) {
      if (!(error instanceof SceneError)) throw error;
      if (onBroken === 'fail') throw new BrokenImageError(name, error.problem);
      skipped.push({ file: name, reason: `${error.problem} ${error.remedy}`, sha256 });
    }
  }
  return { scenes, skipped };
}

/** A million windows are a scene of 256,000 × 256,000 pixels; more come from a damaged or a hostile size. */
const MOST_WINDOWS = 10_000_000;

function checkWindows({ file, width, height }: Pick<SceneRecord, 'file' | 'width' | 'height'>, grid: WindowGrid): void {
  const count = windowCount(width, height, grid);
  if (count <= MOST_WINDOWS) return;
  const problem = `Its ${width} × ${height} pixels are ${count} windows, more than ${MOST_WINDOWS}.`;
  throw new SceneError(file, problem, 'Cut it, or use larger windows that overlap less.');
}
