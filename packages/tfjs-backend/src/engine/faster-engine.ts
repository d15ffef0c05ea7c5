/** The version whose native binding is known here; the same as the peer in package.json. */
export const ONNXRUNTIME_VERSION = '1.30.0';

/**
 * What to install for faster products, with the command.
 *
 * The package holds its CPU library. Its install script only adds CUDA files, which are not used here, and fails where their host
 * cannot be reached: then npm removes the package again where it is optional. Therefore `--ignore-scripts`.
 */
const FASTER_ENGINE =
  'onnxruntime-node is not installed, so matrix products run on wasm, several times slower. To install it: ' +
  `npm install onnxruntime-node@${ONNXRUNTIME_VERSION} --ignore-scripts`;

let said = false;

/** Tells once per process what would be faster. */
export function adviseOnce(tell: (message: string) => void): void {
  if (said) return;
  said = true;
  tell(FASTER_ENGINE);
}
