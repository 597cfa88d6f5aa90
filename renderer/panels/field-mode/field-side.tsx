import { useText } from '../../i18n/use-text.ts';
import { useFieldMode } from '../../state/field-mode.ts';
import { taskOf, useFieldWork } from '../../state/field-work.ts';
import { LayersPage } from './layers-page.tsx';
import { MeasurePage } from './measure-page.tsx';
import { NewTask } from './new-task.tsx';
import { ObservePage } from './observe-page.tsx';
import { TaskList } from './task-list.tsx';
import { TaskPage } from './task-page.tsx';
import { TrackPage } from './track-page.tsx';

/** The panel of field mode: one page at a time. */
export function FieldSide() {
  const { t } = useText();
  const page = useFieldMode((state) => state.page);
  const task = useFieldWork(taskOf);
  return (
    <aside className="field-side" aria-label={t('field.panel')} data-page={page}>
      {page === 'observe' ? (
        <ObservePage />
      ) : page === 'track' ? (
        <TrackPage />
      ) : page === 'measure' ? (
        <MeasurePage />
      ) : page === 'layers' ? (
        <LayersPage />
      ) : page === 'new-task' ? (
        <NewTask key="new" task={null} />
      ) : page === 'edit-task' && task !== null ? (
        <NewTask key={task.uid} task={task} />
      ) : page === 'task' && task !== null ? (
        <TaskPage key={task.uid} task={task} />
      ) : (
        <TaskList />
      )}
    </aside>
  );
}
