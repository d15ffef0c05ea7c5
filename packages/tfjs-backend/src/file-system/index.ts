import { registerFileUrls } from './register-file-urls';

export { RsSamError } from '@rs-sam/foundation/errors';
export { FileWriteError } from '@rs-sam/foundation/files';
export { ModelFileError } from './model-file-error';
export { fileSystem } from './register-file-urls';

registerFileUrls();
