import type { ListedDispute } from '../../../../shared/bridge/exchange-contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer } from '../../../state/layers.ts';
import { shapeToRedraw } from '../../../state/merge-redraw.ts';
import { disputeKey, groupOf, type Side } from '../../../state/merge-decisions.ts';
import { chosenOf, useMerge } from '../../../state/merge.ts';
import { decide } from '../../../state/merge-work.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { useTool } from '../../../state/tool.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { tableName } from '../merge-words.ts';
import { FieldRows } from './field-rows.tsx';

/** The dispute that is looked at: whether the record stays, whose shape it has, and each attribute. */
export function DisputeView() {
  const said = useText();
  const { t } = said;
  const dispute = useMerge(chosenOf);
  const layer = useLayer(dispute?.ref.table ?? '');
  if (dispute === undefined)
    return (
      <div className="merge-one">
        <Empty icon={null} title={t('merge.none')}>
          {t('merge.none-text')}
        </Empty>
      </div>
    );
  return (
    <section className="merge-one scroll" aria-label={t('merge.one', { title: dispute.title })}>
      <h3 className="form-head">
        <span className="el">{dispute.title}</span>
        <span className="cap">{tableName(said, dispute.ref.table, layer?.schema)}</span>
      </h3>
      {dispute.existence === null ? null : <Existence dispute={dispute} existence={dispute.existence} />}
      {dispute.existence !== null || dispute.shape === null ? null : <Shape dispute={dispute} />}
      {dispute.existence !== null || dispute.fields.length === 0 ? null : (
        <FieldRows key={disputeKey(dispute)} dispute={dispute} schema={layer?.schema} />
      )}
    </section>
  );
}

function Existence({
  dispute,
  existence,
}: {
  readonly dispute: ListedDispute;
  readonly existence: NonNullable<ListedDispute['existence']>;
}) {
  const { t } = useText();
  return (
    <div className="merge-ask">
      <span className="grow">{t(`exchange.dispute.${existence}`)}</span>
      <Segmented<Side>
        label={t('merge.existence')}
        value={dispute.decision?.existence ?? null}
        choices={[
          { id: 'mine', content: t(`merge.${existence}.mine`) },
          { id: 'theirs', content: t(`merge.${existence}.theirs`) },
        ]}
        onChange={(side) => decide(dispute, { existence: side })}
      />
    </div>
  );
}

function Shape({ dispute }: { readonly dispute: ListedDispute }) {
  const { t } = useText();
  const disputes = useMerge((state) => state.survey?.disputes ?? []);
  const others = groupOf(disputes, dispute).filter((one) => one !== dispute);
  const shape = dispute.decision?.shape;
  const drawing = useTool((state) => state.tool === 'merge-redraw');
  const canDraw = useMerge(({ shapes }) => shapes !== null) && shapeToRedraw() !== null;
  return (
    <div className="merge-ask">
      <div className="grow">
        <p>{t(`exchange.dispute.shape.${dispute.shape ?? 'both'}`)}</p>
        {drawing ? <p className="cap">{t('merge.redraw-how')}</p> : null}
        {typeof shape === 'object' && !drawing ? <p className="cap">{t('merge.redrawn')}</p> : null}
        {others.length === 0 ? null : (
          <p className="cap">
            {t('merge.together', {
              n: others.length,
              names: others
                .slice(0, 3)
                .map(({ title }) => title)
                .join(t('rules.list-separator')),
            })}
          </p>
        )}
      </div>
      <Segmented<Side>
        label={t('merge.whose-shape')}
        value={typeof shape === 'string' ? shape : null}
        choices={[
          { id: 'mine', content: t('merge.shape-mine') },
          { id: 'theirs', content: t('merge.shape-theirs') },
        ]}
        onChange={(side) => decide(dispute, { shape: side })}
      />
      <Button
        onPress={() => useTool.getState().setTool(drawing ? 'select' : 'merge-redraw')}
        {...(canDraw ? {} : { reason: t('merge.redraw-kind') })}
      >
        {t(drawing ? 'merge.redraw-stop' : typeof shape === 'object' ? 'merge.redraw-again' : 'merge.redraw')}
      </Button>
    </div>
  );
}
