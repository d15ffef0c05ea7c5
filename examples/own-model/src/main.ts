// pnpm start: SAM inside a tfjs model of one's own: build, fit, predict, save, load, predict again.
import '@rs-sam/tfjs-backend/file-system'; // tfjs knows `file://` only with a handler such as this
import { fileURLToPath } from 'node:url';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { trainSaveLoad } from './train-save-load';

console.log((await prepareBackend()).summary);
const folder = new URL('../output/matcher', import.meta.url);
const { losses, labels, untrained, trained, loaded } = await trainSaveLoad(folder.href, `${folder.href}/model.json`);
const mean = (probabilities: readonly number[], label: number) => {
  const values = probabilities.filter((_, pair) => labels[pair] === label);
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
};
console.log(
  `loss: ${losses[0]?.toFixed(3)} in the first epoch, ${losses.at(-1)?.toFixed(3)} in epoch ${losses.length}`,
);
for (const [when, probabilities] of Object.entries({ before: untrained, after: trained })) {
  console.log(
    `mean probability ${when}: ${mean(probabilities, 1)} for matching pairs, ${mean(probabilities, 0)} for the others`,
  );
}
const difference = Math.max(...trained.map((value, pair) => Math.abs(value - (loaded[pair] as number))));
console.log(`saved in ${fileURLToPath(folder)}; largest difference after loading: ${difference}`);
