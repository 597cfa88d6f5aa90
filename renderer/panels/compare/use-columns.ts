import { shortStateName } from '../../i18n/state-name.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCompare } from '../../state/compare.ts';
import { useLayers } from '../../state/layers.ts';
import { useVersions } from '../../state/versions.ts';

/** What the two states are called at the heads of columns: v2 and v3. */
export function useColumns(): { readonly left: string; readonly right: string } {
  const said = useText();
  const versions = useVersions((state) => state.versions) ?? [];
  const active = useLayers((state) => state.active);
  const left = useCompare((state) => state.left.seq);
  const right = useCompare((state) => state.right.seq);
  return {
    left: shortStateName(said, left, versions, active),
    right: shortStateName(said, right, versions, active),
  };
}
