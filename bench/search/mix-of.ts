/** Regions of the first of the two images that an item is mixed of; the others are of the second. */
export const KEPT = 10;

/** The two real images that an item is mixed of, of so many: the first items are the real ones. */
export function mixOf(place: number, images: number): [first: number, second: number] {
  const first = place % images;
  return [first, place < images ? first : (place * 7919 + Math.floor(place / images) * 104_729) % images];
}
