import { parseArgs } from 'node:util';
import { runCase } from './child-process';
import { median } from './median';
import { sizeName, sizesByName } from './step/workload';
import { table } from './table';

interface Answer {
  readonly milliseconds: readonly number[];
  readonly peakMiB: number;
}

export const description =
  'one query with the items of a shortlist, the regions already encoded [--items 200] [--sizes tuned] [--rounds 3] [--json]';

const program = new URL('./rerank/tfjs-rerank.ts', import.meta.url);

/** `pnpm bench rerank` */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      items: { type: 'string', default: '200' },
      sizes: { type: 'string', default: 'tuned' },
      rounds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
    },
  });
  const common = { items: Number(values.items), sizes: sizesByName[sizeName(values.sizes)] };
  const cases = (['t2i', 'i2t'] as const).flatMap((direction) =>
    (['wasm+onnxruntime', 'wasm'] as const).map((engine) => ({ engine, direction, ...common })),
  );
  const times = new Map<(typeof cases)[number], number[]>();
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const one of cases) {
      const { result, failure } = await runCase<Answer>(program, [JSON.stringify(one)], { seconds: 300 });
      if (result === undefined) console.error(`${one.engine} ${one.direction}: left out, ${failure}`);
      else times.set(one, [...(times.get(one) ?? []), ...result.milliseconds]);
    }
  }
  const rows = [...times].map(([{ engine, direction, items }, all]) => ({
    ...{ sizes: values.sizes, engine, direction, items, millisecondsMedian: median(all) },
  }));
  if (values.json) console.log(JSON.stringify(rows, null, 2));
  else {
    console.log(
      table([
        ['engine', 'direction', 'items', 'ms'],
        ...rows.map((row) => [row.engine, row.direction, String(row.items), row.millisecondsMedian.toFixed(1)]),
      ]),
    );
  }
}
