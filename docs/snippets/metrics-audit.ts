import { auditTable } from '@rs-sam/retrieval-metrics/audit';

const row = {
  name: 'a method',
  imageToText: { recall: { 1: 7.1, 5: 25.3, 10: 51.1 }, medianRank: 13, meanRank: 14.7 },
  textToImage: { recall: { 1: 4.3, 5: 31, 10: 65.3 }, medianRank: 9, meanRank: 13.4 },
  recallSum: 184.1,
};
const { queryCounts, claimed, contradictions } = auditTable([row], { claimed: [210] });
console.log(queryCounts[0], claimed[0]?.fits); // 352 false
console.log(contradictions[0]?.explanation); // MedR 13 > 10 although R@10 is 51.1 > 50
