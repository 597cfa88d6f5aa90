import { ArrowDown, ArrowUp, ArrowUpDown, MapPinPlus, Waypoints } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { TaskRecord } from '../../../shared/bridge/task-contract.ts';
import { SEVERITIES } from '../../../shared/rules/rule.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDrafts } from '../../state/field-draft.ts';
import { useFieldMode } from '../../state/field-mode.ts';
import { moveTask, openTask, orderByRoute } from '../../state/field-steps.ts';
import { isDone, shownTasks, useHere, useFieldWork, wayTo, type TaskFilter } from '../../state/field-work.ts';
import { useSession } from '../../state/session.ts';
import { useSettings } from '../../state/settings.ts';
import { Empty } from '../../ui/empty.tsx';
import { Severity } from '../../ui/severity.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BigButton, Choices } from './parts/big-button.tsx';
import { distanceText } from './words.ts';

/** Height of a row, pixels, and how many are drawn beyond those in sight. */
const ROW = 88;
const SPARE = 6;

/** What is to be looked at, in the order to go. */
export function TaskList() {
  const { t } = useText();
  const work = useFieldWork();
  const me = useSettings((state) => state.settings.author);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const [ordering, setOrdering] = useState(false);
  const listed = shownTasks(work, me);
  const setFilter = (patch: Partial<TaskFilter>): void =>
    useFieldWork.setState(({ filter }) => ({ filter: { ...filter, ...patch } }));
  const none = work.tasks !== null && work.tasks.length === 0;
  const addTask = (primary: boolean) => (
    <BigButton icon={MapPinPlus} primary={primary} onPress={() => useFieldMode.getState().show('new-task')}>
      {t('field.add-task')}
    </BigButton>
  );
  return (
    <>
      <div className="field-head">
        <h3>{t('field.tasks')}</h3>
        {work.tasks === null || none ? null : (
          <span className="mut">{t('field.listed', { n: listed.length, all: work.tasks.length })}</span>
        )}
      </div>
      {work.tasks === null ? (
        <Skeleton rows={6} label={t('field.tasks')} />
      ) : none ? (
        <div className="field-body">
          <Empty icon={<MapPinPlus />} title={t('field.no-tasks')} actions={readOnly ? null : addTask(true)}>
            {t('field.no-tasks-text')}
          </Empty>
        </div>
      ) : (
        <>
          <div className="field-filters">
            <Choices
              label={t('field.whose')}
              columns={2}
              needed
              value={work.filter.whose}
              choices={(['all', 'mine'] as const).map((id) => ({ id, label: t(`field.whose.${id}`) }))}
              onChange={(whose) => setFilter({ whose: whose ?? 'all' })}
            />
            <Choices
              label={t('field.which')}
              needed
              value={work.filter.state}
              choices={(['all', 'open', 'done'] as const).map((id) => ({
                id,
                label: t(`field.which.${id}`),
              }))}
              onChange={(state) => setFilter({ state: state ?? 'all' })}
            />
          </div>
          {listed.length === 0 ? (
            <div className="field-body">
              <p className="fnone">{t('field.none-listed')}</p>
            </div>
          ) : (
            <Rows listed={listed} ordering={ordering && !readOnly} />
          )}
          {readOnly ? null : (
            <div className="field-foot">
              <BigButton icon={Waypoints} onPress={() => void orderByRoute()}>
                {t('field.route')}
              </BigButton>
              <BigButton icon={ArrowUpDown} on={ordering} onPress={() => setOrdering(!ordering)}>
                {t('field.order')}
              </BigButton>
              {addTask(false)}
            </div>
          )}
        </>
      )}
    </>
  );
}

function Rows({ listed, ordering }: { readonly listed: readonly TaskRecord[]; readonly ordering: boolean }) {
  const { t } = useText();
  // Rows are of one height, so that those in sight are known from how far it is scrolled.
  const [above, setAbove] = useState(0);
  const first = Math.max(0, above - SPARE);
  const shown = listed.slice(first, above + Math.ceil(window.innerHeight / ROW) + SPARE);
  const here = useHere();
  return (
    <div
      className="field-rows"
      role="list"
      aria-label={t('field.tasks')}
      onScroll={({ currentTarget }) => setAbove(Math.floor(currentTarget.scrollTop / ROW))}
    >
      <div style={{ height: listed.length * ROW, position: 'relative' }}>
        {shown.map((task, i) => {
          const index = first + i;
          return (
            <div
              key={task.uid}
              className="field-row"
              role="listitem"
              style={{ height: ROW, transform: `translateY(${index * ROW}px)` }}
            >
              <Row task={task} number={index + 1} way={wayTo(here, task)?.lengthM ?? null} />
              {ordering ? (
                <span className="movers">
                  <BigButton
                    icon={ArrowUp}
                    label={t('field.earlier', { title: task.title })}
                    onPress={() => void moveTask(task.uid, -1, listed)}
                  />
                  <BigButton
                    icon={ArrowDown}
                    label={t('field.later', { title: task.title })}
                    onPress={() => void moveTask(task.uid, 1, listed)}
                  />
                </span>
              ) : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({
  task,
  number,
  way,
}: {
  readonly task: TaskRecord;
  readonly number: number;
  readonly way: number | null;
}) {
  const { t, area } = useText();
  const drafted = useDrafts((state) => state.drafts[task.uid] !== undefined);
  const severity = SEVERITIES.find((one) => one === task.severity);
  return (
    <AriaButton className={isDone(task) ? 'ftask done' : 'ftask'} onPress={() => void openTask(task)}>
      <span className="no">{number}</span>
      <span className="what">
        <span className="ftitle">{task.title}</span>
        <span className="facts">
          {severity === undefined ? (
            <span className="mut">{t('field.own')}</span>
          ) : (
            <Severity kind={severity} word={t(`severity.${severity}`)} />
          )}
          {task.areaM2 === null ? null : <b>{area(task.areaM2, 'mu')}</b>}
          {way === null ? null : <span>{distanceText(t, way)}</span>}
        </span>
      </span>
      <span className="verdict">
        <b>
          {task.verdict !== null
            ? t(`field.verdict.${task.verdict}`)
            : t(drafted ? 'field.drafted' : 'field.which.open')}
        </b>
        {task.assignee === null ? null : <span className="el">{task.assignee}</span>}
      </span>
    </AriaButton>
  );
}
