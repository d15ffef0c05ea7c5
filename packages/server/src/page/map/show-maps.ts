import { parseSceneArea, type SceneArea } from '../../scenes/scene-area';
import { readScene, type SceneSummary } from '../api';
import { byId } from '../elements';
import type { ResultCard } from '../result-card';
import { type MapMark, mapMark, rove } from './map-mark';
import { type SceneMap, sceneMap } from './scene-map';

/** Maps of scenes over the results. */
export interface Maps {
  /** Shows the scenes of results, and that of the region, each with its results; gives the marks on them. */
  show(cards: readonly ResultCard[], region: string, signal: AbortSignal): Promise<readonly MapMark[]>;
  /** Shows the rectangle of a region. */
  showRegion(region: string): void;
}

/** What maps do. */
export interface MapsActions {
  /** A rectangle was drawn. */
  draw(area: SceneArea): void;
  /** Searches in it. */
  search(): void;
  /** Takes it away. */
  clear(): void;
}

export function createMaps(actions: MapsActions): Maps {
  const known = new Map<string, Promise<SceneSummary>>();
  const sceneOf = (file: string) => {
    const scene = known.get(file) ?? readScene(file);
    known.set(file, scene);
    scene.catch(() => known.delete(file));
    return scene;
  };
  let maps: readonly SceneMap[] = [];
  const showRegion = (region: string) => {
    const area = parseSceneArea(region);
    for (const { scene, showRegion: place } of maps) place(area?.file === scene.file ? area.window : null);
  };
  return {
    showRegion,
    async show(cards, region, signal) {
      const area = parseSceneArea(region);
      const files = new Set([
        ...cards.flatMap(({ item }) => (item.window === undefined ? [] : [item.file])),
        ...(area === null ? [] : [area.file]),
      ]);
      const scenes = await Promise.all([...files].map(sceneOf));
      if (signal.aborted) return [];
      const marks = cards.flatMap((card) => (card.item.window === undefined ? [] : [mapMark(card, card.item.window)]));
      maps = scenes.map((scene) => {
        const own = marks.filter(({ item }) => item.file === scene.file);
        rove(own);
        return sceneMap(scene, own, { ...actions, draw: (window) => actions.draw({ file: scene.file, window }) });
      });
      showRegion(region);
      byId('maps').hidden = maps.length === 0;
      byId('maps-list').replaceChildren(...maps.map(({ element }) => element));
      return marks;
    },
  };
}
