import { Globe } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { goOffline, useBackgrounds } from '../../state/backgrounds.ts';
import { Button } from '../../ui/button.tsx';

/** Seen as long as a server may be asked: this product is otherwise never on the network. */
export function Online() {
  const { t } = useText();
  const servers = useBackgrounds((state) => state.servers);
  const names = servers.filter(({ on }) => on).map(({ settings }) => settings.name);
  if (names.length === 0) return null;
  return (
    <span className="alert" role="status" data-testid="status-online">
      <Globe className="i" />
      {t('background.status-online', { names: names.join('、') })}
      <Button kind="link" onPress={() => void goOffline()}>
        {t('background.disconnect')}
      </Button>
    </span>
  );
}
