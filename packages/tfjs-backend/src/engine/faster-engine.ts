/** The version whose native binding this package knows; the same as the peer dependency in package.json. */
export const ONNXRUNTIME_VERSION = '1.30.0';

/**
 * The command that installs faster products.
 *
 * The package contains the CPU library. Its install script only adds CUDA files, which are not used here. It fails if their host cannot be
 * reached, and npm then removes the package if it is optional. Therefore `--ignore-scripts`.
 */
const FASTER_ENGINE =
  'onnxruntime-node is not installed, so matrix products run on wasm, several times slower. To install it: ' +
  `npm install onnxruntime-node@${ONNXRUNTIME_VERSION} --ignore-scripts`;

let said = false;

/** Warns once per process that a faster engine can be installed. */
export function adviseOnce(tell: (message: string) => void): void {
  if (said) return;
  said = true;
  tell(FASTER_ENGINE);
}
