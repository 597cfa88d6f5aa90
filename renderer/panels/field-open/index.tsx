import { useDialogs } from '../../state/dialogs.ts';
import { FieldOpenDialog } from './field-open-dialog.tsx';

/** What is asked before a package for the field is opened; it stands in front of a blueprint or of the start screen. */
export function FieldOpen() {
  return useDialogs((state) => state.open) === 'field-open' ? <FieldOpenDialog /> : null;
}
