/** Number of the generator: a county made by a newer one is a file of its own beside the older. */
export const SAMPLE_VERSION = 2;
