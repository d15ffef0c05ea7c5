const MOST_IDS = 2 ** 20;

/**
 * The ids of a file as strings that take little time for a small file and little memory for a large one. The first two million are parts
 * of the file's text, which they keep in memory: about 80 bytes each. Of later ones, equal ids become one string: an item is retrieved
 * for many queries, and to find its string again costs a random access to memory, which takes longer than all the rest of its line.
 * Where there are more than a million different ids, later ones are strings of their own.
 */
export class IdPool {
  private readonly ids: string[] = [];
  /** The hash and the index of each id plus 1, at a place that follows from the hash; 0 where there is none. */
  private slots = new Int32Array(2 * 2 ** 12);

  /** @param left how many ids may still be parts of the text. */
  constructor(private left = 2 ** 21) {}

  /** The part of a text from `start` to `end`. */
  of(text: string, start: number, end: number): string {
    if (this.left > 0) {
      this.left--;
      return text.slice(start, end);
    }
    let hash = 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x5bd1e995) ^ (hash >>> 15);
    const slot = this.slotOf(hash, text, start, end);
    const known = this.ids[(this.slots[slot + 1] as number) - 1];
    if (known !== undefined) return known;
    const own = ` ${text.slice(start, end)}`.slice(1);
    if (this.ids.length === MOST_IDS) return own;
    this.ids.push(own);
    this.slots[slot] = hash;
    this.slots[slot + 1] = this.ids.length;
    if (4 * this.ids.length > this.slots.length) this.grow();
    return own;
  }

  /** The slot of this id, or the free one where it belongs. */
  private slotOf(hash: number, text: string, start: number, end: number): number {
    const mask = this.slots.length - 1;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const index = this.slots[slot + 1] as number;
      if (index === 0) return slot;
      if (this.slots[slot] !== hash) continue;
      const id = this.ids[index - 1] as string;
      if (id.length === end - start && text.startsWith(id, start)) return slot;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(2 * old.length);
    const mask = this.slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = ((old[from] as number) << 1) & mask;
      while (this.slots[slot + 1] !== 0) slot = (slot + 2) & mask;
      this.slots[slot] = old[from] as number;
      this.slots[slot + 1] = old[from + 1] as number;
    }
  }
}
