/** Keeps the derivative of a root finite where a norm is 0; too small to change any other float32 value. */
export const TINY = 1e-30;
