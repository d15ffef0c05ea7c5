import { io } from '@tensorflow/tfjs-core';
import { pathOfFileUrl } from './file-url';
import { loadModel } from './load-model';
import { saveModel } from './save-model';

/**
 * A folder on disk as a place to save a tfjs model to, or to load one from. Takes a path, where `file://` takes an address.
 *
 * @param path the folder of a model; for loading, its `model.json` does too.
 * @example
 * await model.save(fileSystem('models/sam'));
 */
export function fileSystem(path: string): Required<io.IOHandler> {
  return { save: (artifacts) => saveModel(path, artifacts), load: () => loadModel(path) };
}

/** Set while the other handlers of an address are looked up. */
let asking = false;

/**
 * Makes tfjs take `file://` addresses. tfjs refuses an address that two handlers take; therefore this one takes none that another
 * handler takes, such as that of tfjs-node, whichever of the two was registered first.
 */
export function registerFileUrls(): void {
  const handlerOf = (url: string | string[], othersOf: (url: string | string[]) => unknown[]): io.IOHandler | null => {
    const path = pathOfFileUrl(url);
    if (path === undefined || asking) return null;
    asking = true;
    try {
      return othersOf(url).length > 0 ? null : fileSystem(path);
    } finally {
      asking = false;
    }
  };
  // tfjs tells a handler that does not take an address by null, which its types leave out.
  io.registerSaveRouter((url) => handlerOf(url, io.getSaveHandlers as never) as io.IOHandler);
  io.registerLoadRouter((url) => handlerOf(url, io.getLoadHandlers as never) as io.IOHandler);
}
