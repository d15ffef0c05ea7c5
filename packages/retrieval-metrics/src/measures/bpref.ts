import { defineMeasure, type Measure, type MeasureOptions, placedGroups, relevantOf } from './measure';

/**
 * bpref = (1 / R) Σ_{retrieved relevant} (1 − min(irrelevant above, R) / min(R, N)), R and N the judged relevant and irrelevant items;
 * unjudged items are ignored, and the fraction is 0 where no irrelevant item is above. With a cut-off, only relevant items among
 * the first k places count.
 *
 * In a tie with J judged irrelevant items, each number 0 … J of them above a relevant item is equally likely; where the cut-off is
 * inside the tie, the numbers above each place follow the hypergeometric distribution.
 * Source: Buckley & Voorhees, SIGIR 2004, as trec_eval computes it.
 */
export function bpref(options: MeasureOptions = {}): Measure {
  return defineMeasure('bpref', options, (query, at, relevantFrom) => {
    const relevant = relevantOf(query.grades, relevantFrom);
    const irrelevant = query.grades.length - relevant + query.irrelevant;
    const credit = (above: number) =>
      above === 0 ? 1 : 1 - Math.min(above, relevant) / Math.min(relevant, irrelevant);
    let sum = 0;
    let above = 0;
    for (const { before, size, grades, irrelevant: zeros } of placedGroups(query, at)) {
      const hits = relevantOf(grades, relevantFrom);
      const misses = grades.length - hits + zeros;
      if (hits > 0) sum += hits * meanCredit(size, misses, Math.min(size, at - before), (more) => credit(above + more));
      above += misses;
    }
    return sum / relevant;
  });
}

/**
 * E[credit · (the item is within the first `places`)] of one relevant item in a tie of `size` items with `misses` judged irrelevant ones.
 */
function meanCredit(size: number, misses: number, places: number, credit: (above: number) => number): number {
  if (places === size) {
    let sum = 0;
    for (let above = 0; above <= misses; above++) sum += credit(above);
    return sum / (misses + 1);
  }
  // probability[h]: h irrelevant ones among those drawn before this place, out of the tie's other size − 1 items.
  const probability = new Float64Array(misses + 1);
  probability[0] = 1;
  let sum = 0;
  for (let drawn = 0; drawn < places; drawn++) {
    probability.forEach((p, above) => {
      sum += (p * credit(above)) / size;
    });
    const left = size - 1 - drawn;
    for (let h = Math.min(misses, drawn + 1); h >= 0; h--) {
      const stays = left > 0 ? ((probability[h] as number) * (left - (misses - h))) / left : 0;
      const comes = h > 0 && left > 0 ? ((probability[h - 1] as number) * (misses - h + 1)) / left : 0;
      probability[h] = stays + comes;
    }
  }
  return sum;
}
