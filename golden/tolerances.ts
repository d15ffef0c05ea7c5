/** float32 against the fixtures' float64: about the tolerances that fixtures/README.md expects of a float32 port. */
export const TOLERANCES = { scores: 1e-5, loss: 1e-4, gradients: 1e-4 } as const;
