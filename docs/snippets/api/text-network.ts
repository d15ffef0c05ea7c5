// A frozen text network in an ONNX file reads captions in place of a vocabulary: CLIP's text part, BERT, MiniLM …
import { encodeCaptions, loadCheckpoint, tokenReader } from '@rs-sam/models';
import { folderSource, openTextNetworkOf } from '@rs-sam/models/node';
import { openTextNetwork, textNetworkFile } from '@rs-sam/text-encoder/node/onnx';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
const network = await openTextNetwork(textNetworkFile('onnx:networks/words.onnx'));
const captions = ['a baseballfield', 'two planes on the runway'];
const tokens = await network.read(captions);
console.log(network.dimension, tokens.wordsOf('a baseballfield')); // 4 ["a","baseball","##field"]
console.log(tokens.featuresOf(tokens.encode('a baseballfield')).length); // 12
await network.dispose();

// A model that was trained with it opens the same network, and its words are these tokens.
const source = folderSource('runs/by-tokens/best');
const text = await openTextNetworkOf(source);
const { model } = await loadCheckpoint(source, undefined, text);
const reader = tokenReader(tokens);
const texts = encodeCaptions(
  model,
  captions.map((caption) => reader.encode(caption)),
  reader,
);
console.log(texts.words?.shape, texts.mask?.arraySync()); // [2,5,8] [[1,1,1,0,0],[1,1,1,1,1]]
model.dispose();
await text?.dispose();
