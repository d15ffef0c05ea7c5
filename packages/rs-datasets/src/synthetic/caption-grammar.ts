import { type Random, shuffled } from '@rs-sam/foundation/random';
import type { Group, SceneFacts, Side } from './facts';
import type { Mention, SceneCaption } from './scene';

const NUMBERS =
  'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'.split(' ');

/** Some words of a caption, and the objects that they name, if any. */
interface Piece {
  readonly text: string;
  readonly objects?: readonly string[];
}

type Sentence = readonly (string | Piece)[];

/** Sentences with the facts. Each contains all of them, so that each caption fits its image only. */
function sentences({ scene, main, doing, aside, extra }: SceneFacts, side: Side, random: Random): Sentence[] {
  const named = (group: Group): Piece => ({ text: nounPhrase(group, random), objects: group.objects });
  const are = (group: Group) => (group.objects.length === 1 ? 'is' : 'are');
  const [where, edge] = [`${side === 'left' || side === 'right' ? 'on' : 'at'} the ${side}`, `${side} side`];
  return [
    [named(main), are(main), doing, 'with', named(aside), where, 'and', named(extra), 'nearby'],
    ['there', are(main), named(main), doing, 'and', named(extra), 'while', named(aside), are(aside), where],
    [`this is ${scene} with`, named(main), ',', named(extra), 'and', named(aside), where],
    [where, are(aside), named(aside), 'and', named(main), are(main), doing, 'beside', named(extra)],
    [named(aside), are(aside), `on the ${edge} of ${scene} with`, named(main), doing, 'and', named(extra)],
    [named(extra), 'and', named(main), doing, 'can be seen , and', named(aside), are(aside), where],
    [`an aerial view of ${scene} :`, named(main), doing, ',', named(extra), ', and', named(aside), `on the ${edge}`],
  ];
}

/** That many captions of a scene, at most seven, each with another sentence. */
export function composeCaptions(facts: SceneFacts, side: Side, count: number, random: Random): SceneCaption[] {
  return shuffled(sentences(facts, side, random), random)
    .slice(0, count)
    .map(captionOf);
}

/** `a white plane`, `three white planes`, `two houses with red roofs`. */
function nounPhrase({ nouns, colour, roof, objects }: Group, random: Random): string {
  const [singular, plural] = nouns[Math.floor(random() * nouns.length)] ?? ['', ''];
  const one = objects.length === 1;
  const noun = one ? singular : plural;
  const coloured = colour === null || roof ? noun : `${colour} ${noun}`;
  const counted = `${one ? article(coloured) : NUMBERS[objects.length]} ${coloured}`;
  if (colour === null || !roof) return counted;
  return `${counted} with ${one ? `${article(colour)} ${colour} roof` : `${colour} roofs`}`;
}

const article = (word: string) => (/^[aeiou]/.test(word) ? 'an' : 'a');

function captionOf(sentence: Sentence): SceneCaption {
  const words: string[] = [];
  const mentions: Mention[] = [];
  for (const piece of sentence) {
    const { text, objects }: Piece = typeof piece === 'string' ? { text: piece } : piece;
    const start = words.length;
    words.push(...text.split(' '));
    if (objects) mentions.push({ start, end: words.length, objects });
  }
  const text = `${words.join(' ')} .`;
  return { text: text.charAt(0).toUpperCase() + text.slice(1), mentions };
}
