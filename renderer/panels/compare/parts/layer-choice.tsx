import { Layers } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { PlanId } from '../../../../shared/model/layer.ts';
import { PLAN_IDS } from '../../../../shared/model/layer.ts';
import { useText } from '../../../i18n/use-text.ts';
import { isShown, useCompare, type Side, type SideId } from '../../../state/compare.ts';
import { useLayers } from '../../../state/layers.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Segmented } from '../../../ui/segmented.tsx';

const CHOICES: readonly Side['plan'][] = ['tree', 'industrial', 'land-use', 'functional-zone'];

/** Which layers a side shows: those of the tree, those of one plan, or chosen one by one. */
export function LayerChoice({ side }: { readonly side: SideId }) {
  const { t, name } = useText();
  const state = useCompare((all) => all[side]);
  const setSide = useCompare((all) => all.setSide);
  const layers = useLayers((all) => all.layers) ?? [];
  const own = state.plan !== 'tree' || Object.keys(state.shown).length > 0;
  const groups = PLAN_IDS.map((plan: PlanId) => ({
    plan,
    layers: layers.filter(({ schema }) => schema.plan === plan && schema.geometry !== null),
  })).filter((group) => group.layers.length > 0);
  return (
    <DialogTrigger>
      <AriaButton className={own ? 't on' : 't'} aria-label={t(`compare.layers.${side}`)}>
        <Layers className="i" />
        {t('compare.layers')}
      </AriaButton>
      <Popover className="pop" placement="bottom end" offset={4}>
        <Dialog className="layer-choice" aria-label={t(`compare.layers.${side}`)}>
          <Segmented
            label={t('compare.layers-of')}
            value={state.plan}
            choices={CHOICES.map((id) => ({
              id,
              content: t(id === 'tree' ? 'compare.as-tree' : `compare.short.${id}`),
            }))}
            onChange={(plan) => setSide(side, { plan, shown: {} })}
          />
          <div className="boxes">
            {groups.map((group) => (
              <div key={group.plan}>
                <div className="cap">{t(`plan.${group.plan}`)}</div>
                {group.layers.map((layer) => (
                  <Checkbox
                    key={layer.schema.id}
                    selected={isShown(state, layer)}
                    onChange={(selected) =>
                      setSide(side, { shown: { ...state.shown, [layer.schema.id]: selected } })
                    }
                  >
                    {name(layer.schema.name)}
                  </Checkbox>
                ))}
              </div>
            ))}
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
