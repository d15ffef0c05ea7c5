import * as charts from '@rs-sam/charts';
import { drawCharts } from './charts.mjs';

console.log(JSON.stringify(drawCharts(charts)));
