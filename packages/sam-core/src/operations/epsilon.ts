/** Added to a norm before a division by it; also the smallest denominator of a cosine. The value is that of SCAN's code. */
export const EPSILON = 1e-8;
