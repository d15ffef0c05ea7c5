export { checkpointOf } from './checkpoint-of';
export { folderSource } from './folder-source';
export { type LoadFolderOptions, loadCheckpointFolder } from './load-checkpoint-folder';
export { openTextNetworkOf } from './open-text-network-of';
