import { useText } from '../../../i18n/use-text.ts';
import { useSnapSettings } from '../../../state/snap-settings.ts';
import { useTool } from '../../../state/tool.ts';

/** Kinds named one by one; more are only counted. */
const NAMED = 3;

/** What catches the pointer, for the status bar. */
export function SnapStatus() {
  const { t } = useText();
  const snapping = useTool((state) => state.snapping);
  const suspended = useTool((state) => state.suspended);
  const dense = useTool((state) => state.snap.dense ?? false);
  const kinds = useSnapSettings((state) => state.kinds);
  if (!snapping) return <span>{t('snap.status.off')}</span>;
  if (suspended) return <span>{t('snap.status.suspended')}</span>;
  if (dense) return <span>{t('snap.status.dense')}</span>;
  if (kinds.length === 0) return <span>{t('snap.status.none')}</span>;
  const names = kinds.slice(0, NAMED).map((kind) => t(`snap.kind.${kind}`));
  const list = names.join(t('snap.status.join'));
  const more = kinds.length - names.length;
  return (
    <span>{more > 0 ? t('snap.status.more', { list, n: kinds.length }) : t('snap.status.on', { list })}</span>
  );
}
