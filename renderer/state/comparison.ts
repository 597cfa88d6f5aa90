import { useCompare } from './compare.ts';
import { resetVersionChanges } from './version-changes.ts';
import { resetVersionTable } from './version-table.ts';
import { forgetVersions } from './versions.ts';

/** Forgets everything of a comparison when its blueprint is closed. */
export function resetComparison(): void {
  useCompare.getState().reset();
  resetVersionChanges();
  resetVersionTable();
  forgetVersions();
}
