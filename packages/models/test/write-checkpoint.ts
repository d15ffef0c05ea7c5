// Writes the checkpoint of the README's example: npx tsx packages/models/test/write-checkpoint.ts
import { writeFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import { checkpointFiles } from './checkpoint-files';

for (const [name, content] of Object.entries(checkpointFiles())) {
  writeFileSync(new URL(`checkpoint/${name}`, import.meta.url), content);
}
