/** From this many records on, the RTree is filled directly and its triggers are away for the transaction. */
export const BATCH_ROWS = 2_000;
