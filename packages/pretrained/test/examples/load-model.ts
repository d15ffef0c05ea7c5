import { loadPretrained } from '@rs-sam/pretrained/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend();
const { model, vocabulary, words } = await loadPretrained('rsicd-ucm-t2i');
console.log(model.name, vocabulary.words.includes('jetliner'), words.vectorOf('jetliner') !== undefined); // sam-t2i false true
model.dispose();
