import { InvalidOptionError } from '@rs-sam/foundation/errors';

const PREFIX = 'onnx:';

/**
 * The path in the name of a text network, such as `onnx:models/clip-text.onnx`.
 *
 * @throws {InvalidOptionError} for a name of another form.
 */
export function textNetworkFile(name: string): string {
  const path = name.slice(PREFIX.length);
  if (name.startsWith(PREFIX) && path !== '') return path;
  throw new InvalidOptionError('textNetwork', name, 'onnx: and the path of an ONNX file');
}
