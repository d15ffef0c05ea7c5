import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partOf } from '@rs-sam/datasets/splits';
import { attentionMap } from '@rs-sam/evaluation/search';
import type { LoadedCheckpoint } from '@rs-sam/models';
import type { FeatureStore } from '@rs-sam/vision-features/node';
import { type PhraseShare, phraseShares, type SceneLine } from './attention-share';
import type { OpenDataset } from './open-dataset';

/** The phrases of every test caption of the synthetic scenes, with their attention on the objects that they name. */
export async function measureAttention(
  { folder, dataset }: OpenDataset,
  features: FeatureStore,
  trained: LoadedCheckpoint,
): Promise<PhraseShare[]> {
  const lines = (await readFile(join(folder, 'scenes.jsonl'), 'utf8')).trimEnd().split('\n');
  const scenes = new Map(lines.map((line) => JSON.parse(line) as SceneLine).map((scene) => [scene.id, scene]));
  const shares: PhraseShare[] = [];
  for (const { id, file } of partOf(dataset, 'test').images) {
    const scene = scenes.get(id);
    for (const caption of scene?.captions ?? []) {
      const map = await attentionMap(trained, features, file, caption.text);
      if (scene && map) shares.push(...phraseShares(scene, caption, map));
    }
  }
  return shares;
}
