/** Added to a norm before dividing by it, and the least denominator of a cosine; the value of SCAN's code. */
export const EPSILON = 1e-8;
