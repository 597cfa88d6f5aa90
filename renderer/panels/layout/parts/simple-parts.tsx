import { useText } from '../../../i18n/use-text.ts';
import { SizeField, Tick } from './common.tsx';
import type { PartProps } from './part-props.ts';

export function ScaleBarPart({ item, locked, change }: PartProps<'scale-bar'>) {
  const { t } = useText();
  return (
    <>
      <Tick
        label={t('print.scale.numeric')}
        selected={item.numeric}
        locked={locked}
        onChange={(numeric) => change({ numeric })}
      />
      <Tick
        label={t('print.scale.bar')}
        selected={item.bar}
        locked={locked}
        onChange={(bar) => change({ bar })}
      />
      <SizeField size={item.size} locked={locked} onKeep={(size) => change({ size })} />
    </>
  );
}

export function NorthArrowPart({ item, locked, change }: PartProps<'north-arrow'>) {
  const { t } = useText();
  return (
    <>
      <p className="cap">{t('print.north.note')}</p>
      <Tick
        label={t('print.north.convergence')}
        selected={item.convergence}
        locked={locked}
        onChange={(convergence) => change({ convergence })}
      />
    </>
  );
}

export function PicturePart({ item, locked, change }: PartProps<'picture'>) {
  const { t } = useText();
  return (
    <Tick
      label={t('print.picture.contain')}
      selected={item.contain}
      locked={locked}
      onChange={(contain) => change({ contain })}
    />
  );
}

export function IndexPart({ item, locked, change }: PartProps<'index'>) {
  const { t } = useText();
  return (
    <>
      <p className="cap">{t('print.index.note')}</p>
      <Tick
        label={t('print.frame')}
        selected={item.frame}
        locked={locked}
        onChange={(frame) => change({ frame })}
      />
    </>
  );
}
