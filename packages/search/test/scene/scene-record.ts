import type { Affine } from '../../src/scene/affine';
import type { SceneCrs, SceneRecord } from '../../src/scene/scene-record';

/** A scene of 1000 × 1000 pixels, with a CRS that the file defines itself unless it is given a code. */
export function sceneRecord(proj4: string | null, transform: Affine, code: SceneCrs['code'] = null): SceneRecord {
  return {
    ...{ file: 's.tif', bytes: 1, sha256: '', width: 1000, height: 1000, bands: [1], stretch: 'none', nodata: 'none' },
    ...{
      ranges: [
        [0, 255],
        [0, 255],
        [0, 255],
      ],
      notes: [],
      empty: [],
      transform,
    },
    crs: { code, name: null, proj4, keys: {} },
  };
}
