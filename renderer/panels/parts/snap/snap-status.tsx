import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useText } from '../../../i18n/use-text.ts';
import { useSnapSettings } from '../../../state/snap-settings.ts';
import { useTool } from '../../../state/tool.ts';
import { SnapBlock } from './snap-block.tsx';

/** Kinds named one by one; more are only counted. */
const NAMED = 3;

/** What catches the pointer, for the status bar; opens what it is chosen by. */
export function SnapStatus() {
  const { t } = useText();
  return (
    <DialogTrigger>
      <Button className="readout">{useStatus()}</Button>
      <Popover className="pop snap-pop" offset={4} placement="top start">
        <Dialog aria-label={t('snap.settings')}>
          <SnapBlock />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function useStatus(): string {
  const { t } = useText();
  const snapping = useTool((state) => state.snapping);
  const suspended = useTool((state) => state.suspended);
  const dense = useTool((state) => state.snap.dense ?? false);
  const kinds = useSnapSettings((state) => state.kinds);
  if (!snapping) return t('snap.status.off');
  if (suspended) return t('snap.status.suspended');
  if (dense) return t('snap.status.dense');
  if (kinds.length === 0) return t('snap.status.none');
  const names = kinds.slice(0, NAMED).map((kind) => t(`snap.kind.${kind}`));
  const list = names.join(t('snap.status.join'));
  const more = kinds.length - names.length;
  return more > 0 ? t('snap.status.more', { list, n: kinds.length }) : t('snap.status.on', { list });
}
