import { byteText } from '../../../../shared/background/byte-text.ts';
import type { BackgroundState } from '../../../../shared/background/types.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Select } from '../../../ui/select.tsx';
import { BASEMAP_SIZES, type BasemapChoice } from '../cut-basemap.ts';

/** Which background of the map goes along, and how large it may be. */
export function MapFields({
  backgrounds,
  choice,
  onChange,
}: {
  /** Those whose tiles lie on this computer. */
  readonly backgrounds: readonly BackgroundState[];
  readonly choice: BasemapChoice;
  readonly onChange: (patch: Partial<BasemapChoice>) => void;
}) {
  const { t } = useText();
  return (
    <div className="send-two">
      <Select
        label={t('send.basemap')}
        choices={[
          { id: '', label: t('send.basemap-none') },
          ...backgrounds.map(({ id, name }) => ({ id, label: name })),
        ]}
        value={choice.background ?? ''}
        onChange={(id) => onChange({ background: id === '' ? null : id })}
        hint={t(backgrounds.length === 0 ? 'send.basemap-missing' : 'send.basemap-why')}
      />
      {choice.background === null ? null : (
        <Select
          label={t('send.basemap-size')}
          choices={BASEMAP_SIZES.map((bytes) => ({ id: String(bytes), label: byteText(bytes) }))}
          value={String(choice.maxBytes)}
          onChange={(bytes) => onChange({ maxBytes: Number(bytes) })}
        />
      )}
    </div>
  );
}
