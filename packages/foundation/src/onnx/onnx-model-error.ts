import { RsSamError } from '../errors';

/** An ONNX file or its settings cannot be used. */
export class OnnxModelError extends RsSamError {
  override readonly name = 'OnnxModelError';
  override readonly code = 'RS_SAM_ONNX_MODEL';

  constructor(
    /** The ONNX file, or the file of its settings. */
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem}. ${remedy}`, options);
  }
}
