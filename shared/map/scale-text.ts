/** A scale as it is written: `1:500000`. */
export const scaleText = (denominator: number): string => `1:${Math.round(denominator)}`;
