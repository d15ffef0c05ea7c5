import { CaptionFileError } from '../errors/caption-file-error';
import type { ParsedImage } from '../formats/parsed-image';
import { captionPlaceOf, placeOf } from './check';

/** No file system has longer paths. */
const LONGEST_PATH = 4096;
const LONGEST_NAME = 1000;

/** Far more than anybody writes about one image; some steps after this one keep several copies of a caption. */
const LONGEST_CAPTION = 100_000;

/**
 * Names in caption files are data: an image file is in the data set's folder or below, and no name is a key that means something
 * else in JavaScript.
 * @throws CaptionFileError names the file and the entry
 */
export function requireSafeEntries(images: readonly ParsedImage[]): void {
  for (const image of images) {
    const fail = (problem: string, remedy: string, place = placeOf(image)): never => {
      throw new CaptionFileError(place, problem, remedy);
    };
    const problem =
      problemOfPath(image.file) ?? problemOfName('class', image.className) ?? problemOfName('split', image.split);
    if (problem !== null) fail(problem, "Fix the entry: a name is relative to the data set's folder and stays in it.");
    for (const caption of image.captions) {
      const { text } = caption;
      if (text.length <= LONGEST_CAPTION) continue;
      const found = `This caption has ${text.length} characters; at most ${LONGEST_CAPTION} are read.`;
      fail(found, 'Shorten it, or remove it.', captionPlaceOf(image, caption));
    }
  }
}

/** What is wrong with the path of an image, or `null`. */
function problemOfPath(file: string): string | null {
  if (file.length > LONGEST_PATH)
    return `An image name has ${file.length} characters; at most ${LONGEST_PATH} are read.`;
  const path = file.trim().replaceAll('\\', '/');
  const parts = path.split('/');
  const what = `The image name ${shown(file)}`;
  if (path.includes('\0')) return `${what} contains a NUL.`;
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || /^[a-z][a-z\d+.-]{1,20}:\/\//i.test(path))
    return `${what} is absolute.`;
  if (parts.some((part) => part.trim() === '..')) return `${what} leaves the folder.`;
  if (parts.includes('__proto__')) return `${what} contains __proto__, which is no name.`;
  return null;
}

function problemOfName(meaning: string, name: string | null): string | null {
  if (name === null) return null;
  if (name === '__proto__') return `The ${meaning} is __proto__, which is no name.`;
  if (meaning === 'split' && /[/\\\0]|^\.\.?$/.test(name))
    return `The split ${shown(name)} is no name: it would be a path.`;
  return name.length > LONGEST_NAME
    ? `The name of the ${meaning} has ${name.length} characters; at most ${LONGEST_NAME} are read.`
    : null;
}

const shown = (text: string) => JSON.stringify(text.slice(0, 200));
