import { plannedRows, reproductionPlan } from '@rs-sam/reproduction';

const plan = reproductionPlan('comparison', 'small');
console.log(plan.baseline, plan.part, plan.rows.length); // sam-t2i test 8

const rows = plannedRows([
  { name: 'scan', published: 'SCAN', model: 'scan-t2i-avg' },
  { name: 'sam-without-gate', model: 'sam-t2i', options: { gate: false } },
]);
const configuration = plan.configurationOf(rows[1] as (typeof rows)[number], 1);
console.log(configuration.epochs, configuration.options.gate, configuration.options.projection); // 5 false 256
