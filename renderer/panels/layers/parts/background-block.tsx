import type { BackgroundState, KnownServer } from '../../../../shared/background/types.ts';
import { useText } from '../../../i18n/use-text.ts';
import { changeBackground, showOpacity, switchServer, useBackgrounds } from '../../../state/backgrounds.ts';
import { useDialogs } from '../../../state/dialogs.ts';
import { Button } from '../../../ui/button.tsx';
import { ShareSlider } from '../../../ui/slider.tsx';
import { Switch } from '../../../ui/switch.tsx';

/** The background that is meant: how strongly it is drawn, what it is, what can be done where it cannot be drawn. */
export function BackgroundBlock() {
  const { t } = useText();
  const { items, servers, active } = useBackgrounds();
  const background = items.find(({ id }) => id === active);
  if (background === undefined) return null;
  const { id, name, opacity, tiles } = background;
  return (
    <section className="layer-style" aria-label={t('background.block')}>
      <header>
        <h4 className="el grow">
          {t('background.block')} · {name}
        </h4>
      </header>
      <div className="layer-style-row">
        <span className="mut">{t('ui.opacity')}</span>
        <ShareSlider
          label={t('ui.opacity')}
          value={opacity}
          onChange={(value) => showOpacity(id, value)}
          onDone={(value) => void changeBackground(id, { opacity: value })}
        />
      </div>
      {tiles === null ? null : (
        <div className="layer-style-row">
          <span className="mut">{t('background.zooms')}</span>
          <span className="num">
            {t('background.zoom-range', { min: tiles.minZoom, max: tiles.maxZoom })}
          </span>
        </div>
      )}
      {background.kind === 'server' ? (
        <ServerPart
          background={background}
          server={servers.find((one) => one.id === background.server) ?? null}
        />
      ) : (
        <FilePart background={background} />
      )}
    </section>
  );
}

function FilePart({ background }: { readonly background: BackgroundState }) {
  const { t, failure } = useText();
  const { id, fileName, status, sourceChanged } = background;
  const why =
    status === 'missing'
      ? t('background.missing', { file: fileName ?? '' })
      : background.failure
        ? failure(background.failure)
        : sourceChanged
          ? t('background.source-changed', { file: fileName ?? '' })
          : null;
  return (
    <>
      <div className="layer-style-row">
        <span className="mut">{t('background.file')}</span>
        <span className="el">{fileName}</span>
      </div>
      {why === null ? null : (
        <div className="background-note" role="note">
          {why}{' '}
          <Button kind="link" onPress={() => useDialogs.getState().show('background-find', id)}>
            {t('background.find-file')}
          </Button>
        </div>
      )}
    </>
  );
}

function ServerPart({
  background,
  server,
}: {
  readonly background: BackgroundState;
  readonly server: KnownServer | null;
}) {
  const { t, failure } = useText();
  if (server === null) return <div className="background-note">{t('background.gone')}</div>;
  return (
    <>
      <div className="layer-style-row">
        <span className="mut">{t('background.network')}</span>
        <Switch
          selected={server.on}
          label={t('background.online')}
          onChange={(on) => void switchServer(server.id, on)}
        >
          {t(server.on ? 'background.on' : 'background.off')}
        </Switch>
      </div>
      <div className="layer-style-row">
        <span className="mut">{t('background.hosts')}</span>
        <span className="el" title={server.hosts.join(', ')}>
          {server.hosts.join(', ')}
        </span>
      </div>
      {server.trouble === null ? null : <div className="background-note">{failure(server.trouble)}</div>}
      {background.offset === 'none' ? null : (
        <div className="background-note">{t(`background.offset-note.${background.offset}`)}</div>
      )}
    </>
  );
}
