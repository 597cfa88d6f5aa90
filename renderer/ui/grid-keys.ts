export interface GridCursor {
  readonly row: number;
  readonly column: number;
}

/** Where a key takes the cursor; null for a key that moves nothing. */
export function gridStep(
  { key, ctrlKey, metaKey }: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  { row, column }: GridCursor,
  size: { readonly rows: number; readonly columns: number; readonly first: number; readonly page: number },
): GridCursor | null {
  if (size.rows === 0) return null;
  const far = ctrlKey || metaKey;
  const to = (nextRow: number, nextColumn: number): GridCursor => ({
    row: Math.min(size.rows - 1, Math.max(0, nextRow)),
    column: Math.min(size.columns - 1, Math.max(size.first, nextColumn)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'PageDown':
      return to(row + size.page, column);
    case 'PageUp':
      return to(row - size.page, column);
    case 'Home':
      return far ? to(0, size.first) : to(row, size.first);
    case 'End':
      return far ? to(size.rows - 1, size.columns - 1) : to(row, size.columns - 1);
    default:
      return null;
  }
}
