const LARGEST = 2 ** 20;

/**
 * One string for equal ids. An item is retrieved for many queries; one string for it takes less memory, and keeps no piece of the file
 * alive, as a part of a longer string does. Where there are more than a million different ids, later ones are not pooled.
 */
export class IdPool {
  private readonly ids = new Map<string, string>();

  of(id: string): string {
    const known = this.ids.get(id);
    if (known !== undefined) return known;
    const own = ` ${id}`.slice(1);
    if (this.ids.size < LARGEST) this.ids.set(own, own);
    return own;
  }
}
