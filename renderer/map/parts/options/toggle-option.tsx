import { useText } from '../../../i18n/use-text.ts';
import { useToolOptions, type ToolOptions } from '../../../state/tool-options.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';

type Switch = { [K in keyof ToolOptions]: ToolOptions[K] extends boolean ? K : never }[keyof ToolOptions];

/** A setting of a tool that is on or off. */
export function ToggleOption({ of }: { readonly of: Switch }) {
  const { t } = useText();
  const on = useToolOptions((state) => state[of]);
  const change = useToolOptions((state) => state.change);
  return (
    <Checkbox selected={on} onChange={(next) => change({ [of]: next })}>
      {t(`map.option.${of}`)}
    </Checkbox>
  );
}
