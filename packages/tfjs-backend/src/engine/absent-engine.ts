import { RsSamError } from '@rs-sam/foundation/errors';

/** An optional engine is not installed, or does not run on this platform. */
export class AbsentEngine extends RsSamError {
  override readonly name = 'AbsentEngine';
  override readonly code = 'RS_SAM_ABSENT_ENGINE';
}
