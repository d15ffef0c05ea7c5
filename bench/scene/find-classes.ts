import { loadSearcher, type SearchResult } from '@rs-sam/search';
import { folderGallery } from '@rs-sam/search/node';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';

/** A sentence, and the classes that it describes. */
export interface ClassSentence {
  readonly text: string;
  readonly classes: readonly string[];
}

/** What a sentence has found. */
export interface FoundClass extends ClassSentence {
  /** Of the first ten results, those of its classes. */
  readonly right: number;
  readonly shown: number;
  readonly milliseconds: number;
  readonly results: readonly SearchResult[];
}

/** Asks a gallery of windows; near-duplicates and windows that overlap are folded, as by default. */
export async function findClasses(
  folder: string,
  sentences: readonly ClassSentence[],
  classOf: (result: SearchResult) => string | undefined,
  pretrained: PretrainedWords,
): Promise<FoundClass[]> {
  const searcher = await loadSearcher(folderGallery(folder), { pretrained });
  try {
    const found: FoundClass[] = [];
    for (const { text, classes } of sentences) {
      const start = performance.now();
      const { results } = await searcher.byText({ text, fits: null, pageSize: 10 });
      const milliseconds = performance.now() - start;
      const right = results.filter((result) => classes.includes(classOf(result) ?? '')).length;
      found.push({ text, classes, right, shown: results.length, milliseconds, results });
    }
    return found;
  } finally {
    await searcher.close();
  }
}
