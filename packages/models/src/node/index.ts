export { checkpointOf } from './checkpoint-of';
export { folderSource } from './folder-source';
