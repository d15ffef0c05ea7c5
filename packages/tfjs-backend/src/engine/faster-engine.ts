import { installCommand } from '@rs-sam/foundation/errors';

const FASTER_ENGINE =
  'onnxruntime-node is not installed, so matrix products run on wasm, several times slower. To install it: ' +
  installCommand('onnxruntime-node');

let said = false;

/** Warns once per process that a faster engine can be installed. */
export function adviseOnce(tell: (message: string) => void): void {
  if (said) return;
  said = true;
  tell(FASTER_ENGINE);
}
