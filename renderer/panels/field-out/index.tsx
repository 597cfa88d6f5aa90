import { useDialogs } from '../../state/dialogs.ts';
import { ChangesDialog } from './changes-dialog.tsx';
import { FieldDialog } from './field-dialog.tsx';

/** What goes out: a package for the field, or changes for another office. */
export function SendDialogs() {
  const open = useDialogs((state) => state.open);
  if (open === 'field-out') return <FieldDialog />;
  return open === 'changes-out' ? <ChangesDialog /> : null;
}
