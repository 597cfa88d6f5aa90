import { useEffect, useMemo, useState } from 'react';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import type { Failure } from '../../../shared/result.ts';
import { services } from '../../bridge/client.ts';
import { execute } from '../../state/edit.ts';
import { endFixPreview, previewFix, useFixPreview } from '../../state/fix-preview.ts';
import { useLayers } from '../../state/layers.ts';
import { notify, notifyFailure } from '../../state/notices.ts';
import { useSelection } from '../../state/selection.ts';
import { stepHistory } from '../../state/undo.ts';
import { boxAround } from '../../state/zoom.ts';
import { readCentimetres, snappable, snapRows } from './snap-model.ts';

const PREVIEW = 'snap-borders';
/** Whatever the form holds turns an earlier preview into an old one. */
export function useSnapBorders(onDone: () => void) {
  const layers = useLayers((state) => state.layers) ?? [];
  const { own, references } = snappable(layers);
  const [chosen, setChosen] = useState<readonly string[]>(() => firstChoice(own));
  const [tolerance, setTolerance] = useState('10');
  const [reference, setReference] = useState<string | null>(null);
  const [extent, setExtent] = useState<'all' | 'selection'>('all');
  const [busy, setBusy] = useState<'preview' | 'run' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const selected = useSelection((state) => state.refs);
  const { of, preview } = useFixPreview();
  const centimetres = readCentimetres(tolerance);
  const shown = of === PREVIEW ? preview : null;
  const rows = useMemo(
    () => (shown === null || centimetres === null ? null : snapRows(shown, centimetres / 100)),
    [shown, centimetres],
  );
  const changed =
    <T>(set: (value: T) => void) =>
    (value: T): void => {
      endFixPreview();
      setFailure(null);
      set(value);
    };
  useEffect(() => endFixPreview, []);
  const ready = chosen.length > 0 && centimetres !== null;

  const params = async () => {
    const box = extent === 'selection' ? await boxOfSelection(selected) : null;
    return {
      layers: [...chosen],
      toleranceM: (centimetres ?? 0) / 100,
      ...(box === null ? {} : { box }),
      ...(reference === null ? {} : { reference }),
    };
  };
  const look = async (): Promise<void> => {
    setBusy('preview');
    setFailure(null);
    await previewFix(PREVIEW, 'snap-layer-borders', await params());
    setFailure(useFixPreview.getState().failure);
    setBusy(null);
  };
  const run = async (): Promise<void> => {
    setBusy('run');
    const done = await execute('snap-layer-borders', await params());
    setBusy(null);
    if (!done.ok)
      return done.error.code === 'command.nothing-to-snap'
        ? setFailure(done.error)
        : notifyFailure(done.error);
    endFixPreview();
    notify('ok', done.value.label, done.value.params, {
      key: 'ui.undo',
      run: () => void stepHistory('undo'),
    });
    onDone();
  };
  return {
    own,
    references: references.filter(({ schema }) => !chosen.includes(schema.id)),
    chosen,
    toggle: changed((id: string) =>
      setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id])),
    ),
    tolerance,
    setTolerance: changed(setTolerance),
    isToleranceWrong: centimetres === null,
    reference: reference !== null && chosen.includes(reference) ? null : reference,
    setReference: changed(setReference),
    extent,
    setExtent: changed(setExtent),
    hasSelection: selected.length > 0,
    preview: shown,
    rows,
    failure,
    busy,
    ready,
    look,
    run,
  };
}

function firstChoice(own: readonly LayerState[]): string[] {
  const { active } = useLayers.getState();
  const coverages = own.filter(({ schema, count }) => schema.coverage && count > 0);
  const first = own.find(({ schema }) => schema.id === active) ?? coverages[0] ?? own[0];
  return first === undefined ? [] : [first.schema.id];
}

async function boxOfSelection(refs: readonly RecordRef[]): Promise<Box | null> {
  const found = await services()?.query.features({ refs: refs.slice(0, 10_000) });
  return found?.ok ? boxAround(found.value.map(({ geometry }) => geometry?.box ?? null)) : null;
}
