/** The last file number of each class: Sydney's images are numbered class by class, and its caption file does not name the classes. */
const lastOf = [
  ['residential', 242],
  ['airport', 264],
  ['meadow', 314],
  ['river', 359],
  ['ocean', 451],
  ['industrial', 547],
  ['runway', 613],
] as const;

/** The class of a Sydney image by its file name, such as `219.tif`. */
export function sydneyClass(filename: string): string {
  const number = Number.parseInt(filename, 10);
  const found = lastOf.find(([, last]) => number <= last);
  if (!(number >= 1) || found === undefined)
    throw new Error(`${filename} is not a file of the Sydney data set (1.tif to 613.tif).`);
  return found[0];
}
