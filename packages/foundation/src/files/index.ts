export { recoverFolder, syncFolder, writeFileAtomically, writeFolderAtomically } from './atomic-files';
export { FileWriteError } from './file-write-error';
export { sha256 } from './sha256';
export { writeFully } from './write-fully';
