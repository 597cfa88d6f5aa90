import { SERVER_PRESETS } from '../../../../shared/background/presets.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useBackgrounds } from '../../../state/backgrounds.ts';
import { RadioList } from '../../../ui/radio-list.tsx';
import { NEW_SERVER, type AddServerModel } from '../use-add-server.ts';
import { ServerFields } from './server-fields.tsx';

/** Choosing a tile server: one that is known, a preset, or one described anew. */
export function ServerPart({ model }: { readonly model: AddServerModel }) {
  const { t, name } = useText();
  const servers = useBackgrounds((state) => state.servers);
  const preset = SERVER_PRESETS.find(({ id }) => model.chosen === `preset:${id}`);
  return (
    <div className="background-server">
      <p className="background-promise">{t('background.promise')}</p>
      <RadioList
        label={t('background.from-server')}
        value={model.chosen}
        onChange={model.choose}
        choices={[
          ...servers.map(({ id, settings, hosts }) => ({
            id: `server:${id}`,
            content: (
              <>
                <span className="grow">
                  <b>{settings.name}</b> <span className="mut">{hosts[0]}</span>
                </span>
                <span className="tag">{t('background.configured')}</span>
              </>
            ),
          })),
          ...SERVER_PRESETS.map(({ id, name: both }) => ({
            id: `preset:${id}`,
            content: (
              <>
                <span className="grow">{name(both)}</span>
                <span className="tag">{t('background.own-key')}</span>
              </>
            ),
          })),
          { id: NEW_SERVER, content: t('background.other-server') },
        ]}
      />
      {preset === undefined ? null : (
        <p className="cap">
          {preset.citation.text}
          <span className={preset.citation.verified === 'yes' ? 'tag ok' : 'tag warn'}>
            {t(preset.citation.verified === 'yes' ? 'background.verified' : 'background.unverified')}
          </span>
        </p>
      )}
      {model.form === null ? null : (
        <ServerFields form={model.form} onChange={model.change} keyKept={false} />
      )}
    </div>
  );
}
