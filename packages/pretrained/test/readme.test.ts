import { testReadmeExamples } from '../../../scripts/readme-examples';

testReadmeExamples(import.meta.url);
