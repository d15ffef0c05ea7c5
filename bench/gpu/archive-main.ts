// The program of the archive that `scripts/gpu-archive.ts` writes.
import { run } from '../gpu';

await run(process.argv.slice(2));
