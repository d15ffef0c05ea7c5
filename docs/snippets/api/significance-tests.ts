// Student's sleep data (Biometrika 6, 1908), hours gained under two drugs, with a third list that differs by chance.
import { adjustPValues, pairedTTest, randomisationTest } from '@rs-sam/retrieval-metrics/statistics';
import { latexTable, significanceMark } from '@rs-sam/retrieval-metrics/tables';

const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const third = second.map((hours, i) => hours + (i % 2 === 0 ? 0.5 : -0.6));

const student = pairedTTest(first, second);
console.log(student.t.toFixed(4), student.degreesOfFreedom, student.pValue.toFixed(6)); // -4.0621 9 0.002833

// Without an assumption about the distribution: 4 of the 1024 assignments of signs are as extreme.
console.log(randomisationTest(first, second).pValue === 4 / 1024); // true

// Two comparisons with one baseline: each p-value is corrected for both.
const pValues = [first, third].map((hours) => randomisationTest(hours, second).pValue);
const [adjusted = 1, ofThird = 1] = adjustPValues(pValues, 'holm');
console.log(adjusted === 2 * (pValues[0] ?? 1), ofThird > 0.05); // true true

const mean = (hours: readonly number[]) => hours.reduce((sum, value) => sum + value, 0) / hours.length;
const table = latexTable({
  columns: [{ name: 'hours' }],
  rows: [
    { name: 'first', values: [{ estimate: mean(first), mark: significanceMark(adjusted) }] },
    { name: 'second', values: [mean(second)] },
  ],
});
console.log(table.split('\n').filter((line) => line.includes('&'))); // [" & hours \\\\","first & 0.8\\textsuperscript{\\ddag{}} \\\\","second & \\textbf{2.3} \\\\"]
