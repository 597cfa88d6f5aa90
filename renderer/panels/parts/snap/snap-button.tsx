import { ChevronDown } from 'lucide-react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { commandById } from '../../../commands/catalogue.ts';
import { useShow } from '../../../commands/use-command.ts';
import { useText } from '../../../i18n/use-text.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ToolButton } from '../../../ui/tool-button.tsx';
import { SnapBlock } from './snap-block.tsx';

/** The tool bar's 捕捉: on and off, and beside it what catches. */
export function SnapButton() {
  const { t } = useText();
  const command = commandById('tool.snap');
  const { label, tip, keys, reason, on, run } = useShow()(command);
  const Icon = command.icon;
  return (
    <span className="snap-button aside">
      <ToolButton
        label={label}
        tip={tip}
        toggle
        on={on}
        onPress={run}
        {...(keys === undefined ? {} : { keys })}
        {...(reason === undefined ? {} : { reason })}
      >
        <Icon className="i" />
      </ToolButton>
      <DialogTrigger>
        <IconButton label={t('snap.settings')}>
          <ChevronDown className="i" />
        </IconButton>
        <Popover className="pop snap-pop" offset={4} placement="bottom end">
          <Dialog aria-label={t('snap.settings')}>
            <SnapBlock />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </span>
  );
}
