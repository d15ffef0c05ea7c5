import { RsSamError } from '@rs-sam/foundation/errors';

/** A region to search in cannot be used. */
export class RegionError extends RsSamError {
  override readonly name = 'RegionError';
  override readonly code = 'RS_SAM_REGION';

  constructor(readonly problem: string) {
    super(`${problem} A region is GeoJSON with polygons, longitude before latitude, in degrees of WGS 84.`);
  }
}
