/** The effect of an operation on more features than this is not shown before it is run. */
export const PREVIEWED = 500;
