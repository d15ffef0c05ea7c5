import { io } from '@tensorflow/tfjs-core';
import { pathOfFileUrl } from './file-url';
import { loadModel } from './load-model';
import { saveModel } from './save-model';

/**
 * A handler that saves a tfjs model to a folder on disk, or loads one from it. It takes a path; `file://` takes an address.
 *
 * @param path the folder of a model; for loading also its `model.json`.
 * @example
 * await model.save(fileSystem('models/sam'));
 */
export function fileSystem(path: string): Required<io.IOHandler> {
  return { save: (artifacts) => saveModel(path, artifacts), load: () => loadModel(path) };
}

/** True during the search for other handlers of an address. */
let asking = false;

/**
 * Registers a handler for `file://` addresses. tfjs refuses an address with two handlers; therefore this handler declines an address that
 * another one accepts, such as that of tfjs-node, in either order of registration.
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
  // A handler returns null for an address that it does not accept; tfjs's types omit this.
  io.registerSaveRouter((url) => handlerOf(url, io.getSaveHandlers as never) as io.IOHandler);
  io.registerLoadRouter((url) => handlerOf(url, io.getLoadHandlers as never) as io.IOHandler);
}
