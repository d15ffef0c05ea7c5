import { fileURLToPath } from 'node:url';

/** Of tests that start `rs-sam` as a process: they start this build of it, which is there three times as fast as the sources. */
export const BUILT_PROGRAM = {
  RS_SAM_BUILT_PROGRAM: fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url)),
};
