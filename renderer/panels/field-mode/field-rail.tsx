import {
  Images,
  Layers,
  ListTodo,
  LocateFixed,
  MapPinPlus,
  Route,
  Ruler,
  Spline,
  type LucideIcon,
} from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useText } from '../../i18n/use-text.ts';
import { useCamera } from '../../state/camera.ts';
import { draftOfTask } from '../../state/field-draft.ts';
import { beginSketch, endSketch } from '../../state/field-hand.ts';
import { useFieldMode, type FieldPage } from '../../state/field-mode.ts';
import { hereNow, taskOf, useFieldWork } from '../../state/field-work.ts';
import { notify } from '../../state/notices.ts';
import { usePhotos } from '../../state/photos.ts';
import { useTool } from '../../state/tool.ts';

/** Near enough to see the field one stands in. */
const HERE_ZOOM = 16;

/** Without a position the panel says how to get one. */
function goHere(): void {
  const here = hereNow();
  if (here !== null) return useCamera.getState().goTo(here, HERE_ZOOM);
  notify('info', 'field.no-position');
  useFieldMode.getState().show('track');
}

/** Draws for the task in hand; a sketch belongs to a task. */
function sketch(): void {
  if (useTool.getState().tool === 'field-sketch') return endSketch();
  const task = taskOf(useFieldWork.getState());
  if (task === null) {
    notify('info', 'field.sketch-needs-task');
    return useFieldMode.getState().show('tasks');
  }
  useFieldMode.getState().show('task');
  beginSketch(task.uid, draftOfTask(task));
}

/** The eight things one does outside. */
export function FieldRail() {
  const { t } = useText();
  const page = useFieldMode((state) => state.page);
  const photos = usePhotos((state) => state.open);
  const { show: showPhotos } = usePhotos.getState();
  // The panel of photographs stands in the place of the pages.
  const show = (to: FieldPage): void => {
    showPhotos(false);
    useFieldMode.getState().show(to);
  };
  const sketching = useTool((state) => state.tool === 'field-sketch');
  const pages: readonly [LucideIcon, string, FieldPage, readonly FieldPage[]][] = [
    [MapPinPlus, 'field.rail.observe', 'observe', ['observe']],
    [ListTodo, 'field.rail.tasks', 'tasks', ['tasks', 'task', 'new-task', 'edit-task']],
    [Route, 'field.rail.track', 'track', ['track']],
    [Ruler, 'field.rail.measure', 'measure', ['measure']],
  ];
  return (
    <nav className="field-rail" aria-label={t('field.rail')}>
      <Entry icon={LocateFixed} word={t('field.rail.here')} onPress={goHere} />
      {pages.map(([icon, word, to, of]) => (
        <Entry
          key={to}
          icon={icon}
          word={t(word)}
          on={!sketching && !photos && of.includes(page)}
          onPress={() => show(to)}
        />
      ))}
      <Entry
        icon={Images}
        word={t('field.rail.photos')}
        on={photos}
        onPress={() => showPhotos(!usePhotos.getState().open)}
      />
      <Entry
        icon={Spline}
        word={t('field.rail.sketch')}
        on={sketching}
        onPress={() => {
          showPhotos(false);
          sketch();
        }}
      />
      <Entry
        icon={Layers}
        word={t('field.rail.layers')}
        on={!photos && page === 'layers'}
        onPress={() => show('layers')}
      />
    </nav>
  );
}

const Entry = ({
  icon: Icon,
  word,
  on,
  onPress,
}: {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly on?: boolean;
  readonly onPress: () => void;
}) => (
  <AriaButton
    className={on ? 'fr on' : 'fr'}
    onPress={onPress}
    {...(on === undefined ? {} : { 'aria-pressed': on })}
  >
    <Icon className="i" />
    {word}
  </AriaButton>
);
