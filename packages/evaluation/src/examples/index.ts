export type {
  ExampleImage,
  FoundCaption,
  FoundImage,
  ImageQueryExample,
  RetrievalExamples,
  TextQueryExample,
} from './retrieval-examples';
