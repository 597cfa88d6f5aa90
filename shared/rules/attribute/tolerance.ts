/** Figures of two decimals have no exact binary form; a difference that is the limit must not exceed it for that. */
const BINARY = 1e-6;

/** Whether two areas in m2 differ by more than a limit. */
export const isBeyond = (a: number, b: number, limit: number): boolean => Math.abs(a - b) > limit + BINARY;
