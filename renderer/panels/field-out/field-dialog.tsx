import { useEffect, useMemo, useState } from 'react';
import { byteText } from '../../../shared/background/byte-text.ts';
import type { FieldEstimate } from '../../../shared/bridge/exchange-contract.ts';
import { boxOfXY } from '../../../shared/geometry/box.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { ok } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useBackgrounds } from '../../state/backgrounds.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayers } from '../../state/layers.ts';
import { useSelection } from '../../state/selection.ts';
import { useSession } from '../../state/session.ts';
import { useSettings } from '../../state/settings.ts';
import { useView } from '../../state/view.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BoxFields } from './parts/box-fields.tsx';
import { MapFields } from './parts/map-fields.tsx';
import { SendFoot } from './parts/send-foot.tsx';
import { TaskFields } from './parts/task-fields.tsx';
import { canCut, NO_BASEMAP, withBasemap } from './cut-basemap.ts';
import { useTasks } from './use-tasks.ts';
import { boxForm, boxReason, FIRST_BOX, useSend } from './use-send.ts';
import '../../ui/form-dialog.css';
import './field-out.css';

/** Features come with their shapes, which are let go at once; so they come in portions. */
const PORTION = 1000;

/** The box of features; null where none of them has a place. */
async function extentOf(refs: readonly RecordRef[]): Promise<Box | null> {
  const corners: number[] = [];
  for (let from = 0; from < refs.length; from += PORTION) {
    const found = await services()?.query.features({ refs: refs.slice(from, from + PORTION) });
    if (found?.ok !== true) return null;
    for (const { geometry } of found.value) corners.push(...(geometry?.box ?? []));
  }
  return corners.length === 0 ? null : boxOfXY(corners);
}

/** The area that goes along: the view, or the extent of what is selected; null while there is none. */
function useArea(of: 'view' | 'selection', view: Box | null, selected: readonly RecordRef[]): Box | null {
  const [extent, setExtent] = useState<{ readonly of: readonly RecordRef[]; readonly box: Box | null }>();
  useEffect(() => {
    let current = true;
    if (of === 'selection')
      void extentOf(selected).then((box) => current && setExtent({ of: selected, box }));
    return () => {
      current = false;
    };
  }, [of, selected]);
  if (of === 'view') return view;
  return extent?.of === selected ? extent.box : null;
}

/** How large the package would be, about; null while that is not known. */
function useEstimate(area: Box | null, layers: readonly string[]): FieldEstimate | null {
  const [known, setKnown] = useState<{
    readonly area: Box;
    readonly layers: readonly string[];
    readonly estimate: FieldEstimate;
  }>();
  useEffect(() => {
    let current = true;
    if (area === null || layers.length === 0) return;
    const [west, south, east, north] = area;
    void services()
      ?.query.fieldEstimate({ area: [west, south, east, north], layers: [...layers] })
      .then((answer) => {
        if (current && answer.ok) setKnown({ area, layers, estimate: answer.value });
      });
    return () => {
      current = false;
    };
  }, [area, layers]);
  return known?.area === area && known.layers === layers ? known.estimate : null;
}

/** 制作外业任务包: a cut of the blueprint that is worked with in the field. */
export function FieldDialog() {
  const { t, name: say } = useText();
  const close = useDialogs((state) => state.close);
  const blueprint = useSession((state) => state.blueprint);
  const view = useView((state) => state.box);
  const selected = useSelection((state) => state.refs);
  const layers = (useLayers((state) => state.layers) ?? []).filter(
    ({ schema, count }) => count > 0 && schema.geometry !== null,
  );
  const [name, setName] = useState(() => t('send.default-field', { name: blueprint?.name ?? '' }));
  const [area, setArea] = useState<'view' | 'selection'>('view');
  const within = useArea(area, view, selected);
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    layers.filter(({ visible }) => visible).map(({ schema }) => schema.id),
  );
  const [people, setPeople] = useState('');
  const [box, setBox] = useState(FIRST_BOX);
  const [basemap, setBasemap] = useState(NO_BASEMAP);
  const items = useBackgrounds((state) => state.items);
  const backgrounds = useMemo(() => items.filter(canCut), [items]);
  const tasks = useTasks(within);
  const estimate = useEstimate(within, chosen);
  const names = people
    .split(/[,，、]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const { state, send, cancel } = useSend();
  const ask =
    name.trim() === ''
      ? 'send.need.name'
      : chosen.length === 0
        ? 'send.need.layers'
        : area === 'selection' && selected.length === 0
          ? 'send.need.selection'
          : within === null
            ? 'send.need.view'
            : boxReason(box);
  const run = async (): Promise<void> => {
    if (within === null) return;
    const along = tasks.make();
    const [west, south, east, north] = within;
    const done = await send({
      kind: 'field-out',
      name: name.trim(),
      done: 'send.field-done',
      pack: async ({ query }, file, uuid, options) => {
        const packed = await withBasemap(
          backgrounds.find(({ id }) => id === basemap.background),
          { box: within, maxBytes: basemap.maxBytes },
          options,
          (cut) =>
            query.fieldPack(
              {
                file,
                uuid,
                name: name.trim(),
                area: [west, south, east, north],
                layers: [...chosen],
                tasks: along,
                people: names,
                author: useSettings.getState().settings.author,
                basemap: cut,
                ...boxForm(box),
              },
              options,
            ),
        );
        if (!packed.ok) return packed;
        const { field } = packed.value;
        const count = field.layers.reduce((sum, layer) => sum + layer.count, 0);
        return ok({ count, baseSeq: field.baseSeq, details: field, tasks: along });
      },
    });
    if (done) close();
  };
  return (
    <Dialog
      title={t('send.field')}
      className="form field-out"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={state.busy}
      footer={<SendFoot {...state} reason={ask} onCancel={cancel} onClose={close} onRun={() => void run()} />}
    >
      <div className="send-two">
        <TextField label={t('send.name')} value={name} onChange={setName} />
        <TextField
          label={t('send.people')}
          value={people}
          onChange={setPeople}
          placeholder={t('send.people-hint')}
        />
      </div>
      <div className="send-line">
        <h3 className="form-head">{t('send.area')}</h3>
        <Segmented
          label={t('send.area')}
          value={area}
          choices={[
            { id: 'view', content: t('send.area-view') },
            { id: 'selection', content: t('send.area-selection', { n: selected.length }) },
          ]}
          onChange={setArea}
        />
      </div>
      <section>
        <h3 className="form-head">
          {t('send.layers')}
          <span className="cap">{t('send.layers-why')}</span>
        </h3>
        <div className="send-layers" role="group" aria-label={t('send.layers')}>
          {layers.map(({ schema, count }) => (
            <Checkbox
              key={schema.id}
              selected={chosen.includes(schema.id)}
              onChange={(on) =>
                setChosen(on ? [...chosen, schema.id] : chosen.filter((one) => one !== schema.id))
              }
            >
              <span className="grow el">{say(schema.name)}</span>
              <span className="mut">{count.toLocaleString('en')}</span>
            </Checkbox>
          ))}
        </div>
        <p className="cap send-estimate" role="status">
          {estimate === null
            ? ' '
            : t('send.estimate', {
                n: estimate.features.toLocaleString('en'),
                size: byteText(estimate.bytes),
              })}
        </p>
      </section>
      <TaskFields tasks={tasks} people={names} />
      <MapFields
        backgrounds={backgrounds}
        choice={basemap}
        onChange={(patch) => setBasemap((now) => ({ ...now, ...patch }))}
      />
      <BoxFields box={box} onChange={(patch) => setBox((now) => ({ ...now, ...patch }))} />
    </Dialog>
  );
}
