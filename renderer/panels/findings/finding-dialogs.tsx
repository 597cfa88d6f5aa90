import { useDialogs } from '../../state/dialogs.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { ExceptionDialog } from './exception-dialog.tsx';

/** The dialogs in which something is said of findings. */
export function FindingDialogs() {
  const open = useDialogs((state) => state.open);
  if (open === 'finding-exception') return <ExceptionDialog />;
  return open === 'finding-assign' ? <AssignDialog /> : null;
}
