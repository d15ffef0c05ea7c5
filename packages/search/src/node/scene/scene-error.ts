import { RsSamError } from '@rs-sam/foundation/errors';

/** A scene cannot be read: which file, why, and what to do. */
export class SceneError extends RsSamError {
  override readonly name = 'SceneError';
  override readonly code = 'RS_SAM_SCENE';

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem} ${remedy}`, options);
  }
}

/** For a file that is cut off or altered. */
export const damagedScene = (file: string, problem: string, options?: ErrorOptions): SceneError =>
  new SceneError(file, problem, 'It is damaged or cut off: copy it again.', options);
