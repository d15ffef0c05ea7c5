import { outOfVocabulary, padBatch, tokenize, Vocabulary } from '@rs-sam/text-encoder';

console.log(tokenize("There's a blue-green T-junction.")); // ["there's","a","blue","green","t","junction"]

const training = ['Two planes on the runway.', 'The runway is long.'];
const vocabulary = Vocabulary.fromCaptions(training, { minCount: 1 });
console.log(vocabulary.words.slice(0, 6)); // ["<pad>","<start>","<end>","<unk>","runway","the"]

const test = ['The runway is empty.', 'A plane'];
const { rate, unknown } = outOfVocabulary(vocabulary, test);
console.log(rate, unknown[0]); // 0.5 {"word":"a","count":1}

const batch = padBatch(test.map((caption) => vocabulary.encode(caption)));
console.log(batch.shape, [...batch.lengths]); // [2,6] [6,4]

const saved = JSON.stringify(vocabulary);
console.log(Vocabulary.fromJSON(JSON.parse(saved)).size === vocabulary.size); // true
