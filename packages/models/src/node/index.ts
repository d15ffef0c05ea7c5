export { folderSource } from './folder-source';
