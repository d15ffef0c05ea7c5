import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { gloveWordsFile, pretrainedFolder, readWordTable, tableForQueries } from '@rs-sam/pretrained/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
console.log(pretrainedFolder('ucm-t2i').endsWith('ucm-t2i'), gloveWordsFile.endsWith('.words')); // true true

// The table for queries is the one that the model was trained with.
const loaded = await loadCheckpoint(folderSource(pretrainedFolder('ucm-t2i')));
const table = await tableForQueries('glove', [loaded]);
console.log(table?.words.length === (await readWordTable('glove')).words.length); // true
loaded.model.dispose();
