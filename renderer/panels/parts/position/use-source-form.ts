import { useEffect, useState } from 'react';
import type { SerialPortInfo, SourceChoice } from '../../../../shared/gnss/service-types.ts';
import type { ChosenFile } from '../../../../shared/bridge/shell-contract.ts';
import { shellClient } from '../../../bridge/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { notifyFailure } from '../../../state/notices.ts';
import { askPosition, usePosition } from '../../../state/position.ts';
import { usePositionWork, type SourceForm } from '../../../state/position-work.ts';

export type SourceKind = SourceChoice['kind'];

export interface SourceFormState {
  readonly kind: SourceKind;
  readonly form: SourceForm;
  readonly ports: readonly SerialPortInfo[] | null;
  readonly file: ChosenFile | null;
  /** Why it cannot be connected, as a text key. */
  readonly reason: string | null;
  /** What is connected, in words. */
  readonly connected: string;
  readonly setKind: (kind: SourceKind) => void;
  readonly change: (patch: Partial<SourceForm>) => void;
  readonly listPorts: () => void;
  readonly chooseFile: () => void;
  readonly connect: () => void;
}

const portOf = (text: string): number | null => {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
};

/** The choice that a form stands for, or why it is none yet. */
export function sourceOf(
  form: SourceForm,
  file: string | null,
): { readonly choice: SourceChoice } | { readonly reason: string } {
  switch (form.kind) {
    case 'serial':
      return form.path === ''
        ? { reason: 'position.need.port' }
        : { choice: { kind: 'serial', path: form.path, baudRate: form.baudRate } };
    case 'file':
      return file === null
        ? { reason: 'position.need.file' }
        : { choice: { kind: 'file', file, rate: form.rate } };
    default: {
      const { host, port: typed } = form[form.kind];
      const port = portOf(typed);
      if (host.trim() === '') return { reason: 'position.need.host' };
      return port === null
        ? { reason: 'position.need.port-number' }
        : { choice: { kind: form.kind, host: host.trim(), port } };
    }
  }
}

/** What is typed to choose a receiver; remembered but for the file, which is granted for one time. */
export function useSourceForm(): SourceFormState {
  const { t } = useText();
  const form = usePositionWork((state) => state.form);
  const service = usePosition((state) => state.service);
  const [ports, setPorts] = useState<readonly SerialPortInfo[] | null>(null);
  const file = usePositionWork((state) => state.file);
  const started = service !== null;
  const gone = usePosition((state) => state.gone);
  const change = (patch: Partial<SourceForm>): void => {
    const { form: now, keep } = usePositionWork.getState();
    keep({ form: { ...now, ...patch } });
  };
  const listPorts = (live: () => boolean): void =>
    void askPosition((client) => client.ports({})).then((found) => {
      if (found === null || !live()) return;
      setPorts(found);
      const { path } = usePositionWork.getState().form;
      const [first] = found;
      if (first !== undefined && !found.some((one) => one.path === path)) change({ path: first.path });
    });
  const { kind } = form;
  useEffect(() => {
    let live = true;
    if (started && kind === 'serial') listPorts(() => live);
    return () => {
      live = false;
    };
  }, [started, kind]);
  const asked = sourceOf(form, file?.token ?? null);
  const source = service?.source ?? null;
  const connected =
    source === null
      ? ''
      : source.kind === 'serial'
        ? t('position.connected.serial', { path: source.path, baud: source.baudRate })
        : source.kind === 'file'
          ? t('position.connected.file', { name: file?.name ?? '' })
          : t(`position.connected.${source.kind}`, { host: source.host, port: source.port });
  return {
    kind,
    form,
    ports,
    file,
    reason: started
      ? 'reason' in asked
        ? asked.reason
        : null
      : gone
        ? 'position.why.gone'
        : 'position.why.starting',
    connected,
    setKind: (next) => change({ kind: next }),
    change,
    listPorts: () => listPorts(() => true),
    chooseFile: () =>
      void shellClient()
        .chooseRecording({})
        .then((chosen) => {
          if (!chosen.ok) notifyFailure(chosen.error);
          else if (chosen.value !== null) usePositionWork.setState({ file: chosen.value });
        }),
    connect: () => {
      if ('choice' in asked) void askPosition((client) => client.connect({ source: asked.choice }));
    },
  };
}
