import { type ConfigurationError, presetConfiguration, resolveConfiguration } from '@rs-sam/training';

const paper = presetConfiguration('paper', 't2i');
console.log(paper.optimizer, paper.learningRate, paper.epochs, paper.negatives); // sgd 0.0005 120 class

try {
  resolveConfiguration({ model: 'sam-t2i', decay: { kind: 'step', every: 5, factor: 2 } });
} catch (error) {
  const [problem] = (error as ConfigurationError).problems;
  console.log(problem?.field, problem?.value, problem?.expected); // decay.factor 2 a number from 0 to 1
}
