/** The key of an image among several data sets: names have no `/`, so two images never have the same. */
export function qualifiedKey(source: string, key: string): string {
  return `${source}/${key}`;
}

/** The name of the data set and the key of the image in it. */
export function splitKey(qualified: string): readonly [source: string, key: string] {
  const end = qualified.indexOf('/');
  return [qualified.slice(0, end), qualified.slice(end + 1)];
}
