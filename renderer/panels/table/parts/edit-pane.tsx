import { useState, type ReactNode } from 'react';
import type { RowEdit, RowFilter } from '../../../../shared/bridge/rows-schemas.ts';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import type { Field } from '../../../../shared/model/layer.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { runEdit, usePreview } from '../use-edit.ts';
import { PreviewList } from './preview-list.tsx';

/** Which rows an edit means. */
export interface EditScope {
  readonly filter: RowFilter | null;
  readonly count: number;
  readonly selected: boolean;
}

/** Fields that people write. */
export const writableFields = (layer: LayerState): readonly Field[] =>
  layer.schema.fields.filter(
    (field) =>
      !field.system && field.computed === undefined && field.type !== 'blob' && field.type !== 'json',
  );

/** Why the rows of a layer cannot be written; null when they can. */
export const notWritable = (layer: LayerState): string | null =>
  layer.schema.readOnly ? 'ui.reason.control-line' : layer.locked ? 'ui.reason.locked' : null;

const COMMAND = { set: 'set-field', calculate: 'calculate-field', replace: 'replace-text' } as const;

/** The frame of every edit of many rows: whom it means, what it would do, and the button that does it. */
export function EditPane({
  layer,
  scope,
  edit,
  children,
}: {
  readonly layer: LayerState;
  readonly scope: EditScope;
  /** Null until enough has been given. */
  readonly edit: RowEdit | null;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  const [skip, setSkip] = useState(false);
  const [running, setRunning] = useState(false);
  const tried = usePreview(scope.filter, running ? null : edit);
  const { preview } = tried;
  const blocked = notWritable(layer);
  const wrong = preview?.wrong ?? 0;
  const reason =
    blocked !== null
      ? t(blocked)
      : preview === null || tried.waiting
        ? t('table.reason-preview')
        : preview.changed === 0
          ? t('table.reason-same')
          : wrong > 0 && !skip
            ? t('table.reason-wrong')
            : undefined;
  const run = (): void => {
    if (edit === null || scope.filter === null || preview === null) return;
    const { kind, ...what } = edit;
    setRunning(true);
    const faulty = kind === 'set' ? {} : { faulty: skip ? 'skip' : 'refuse' };
    void runEdit(COMMAND[kind], { rows: scope.filter, ...faulty, ...what }, preview.changed).finally(() =>
      setRunning(false),
    );
  };
  return (
    <div className="edit-pane">
      <p className="cap">
        {t(scope.selected ? 'table.scope-selected' : 'table.scope-filter', { n: scope.count })}
      </p>
      {children}
      <PreviewList schema={layer.schema} tried={tried} />
      {wrong > 0 ? (
        <Checkbox selected={skip} onChange={setSkip}>
          {t('table.skip-wrong', { n: wrong })}
        </Checkbox>
      ) : null}
      <div className="pane-foot">
        <Button kind="primary" onPress={run} disabled={running} {...(reason === undefined ? {} : { reason })}>
          {running ? t('table.running') : t('table.apply', { n: preview?.changed ?? 0 })}
        </Button>
      </div>
    </div>
  );
}
