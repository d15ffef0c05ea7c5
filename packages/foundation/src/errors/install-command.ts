/** The version whose native binding `@rs-sam/tfjs-backend` knows; the same as its peer dependency. */
export const ONNXRUNTIME_VERSION = '1.30.0';

/**
 * The command that installs a package.
 *
 * onnxruntime-node contains the CPU library. Its install script only adds CUDA files, which are not used here. It fails if their host cannot
 * be reached, and npm then removes the package if it is optional. Therefore `--ignore-scripts`.
 */
export const installCommand = (packageName: string): string =>
  packageName === 'onnxruntime-node'
    ? `npm install onnxruntime-node@${ONNXRUNTIME_VERSION} --ignore-scripts`
    : `npm i ${packageName}`;
