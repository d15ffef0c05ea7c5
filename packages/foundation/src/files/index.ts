export {
  recoverFolder,
  syncFolder,
  writeFileAtomically,
  writeFolderAtomically,
  writePiecesAtomically,
} from './atomic-files';
export { cacheFolder } from './cache-folder';
export { CHECKSUM_LIST, formatChecksumList, parseChecksumList, readChecksumList } from './checksum-list';
export { exists } from './exists';
export { fileHash } from './file-hash';
export { FileWriteError, nameWrites } from './file-write-error';
export { acquireLock, LockHeldError } from './folder-lock';
export { nameProblem, pathProblem } from './path-in-folder';
export { RecordFile } from './record-file';
export { sealJson, type UnsealedJson, unsealJson } from './sealed-json';
export { sha256 } from './sha256';
export { withFolderLock } from './with-folder-lock';
export { writeFully } from './write-fully';
