import { Braces } from 'lucide-react';
import { BLACK, GREY } from '../../../../shared/print/colors.ts';
import { PLACEHOLDERS } from '../../../../shared/print/facts.ts';
import { useText } from '../../../i18n/use-text.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { AlignChoice, Line, SizeField, Tick } from './common.tsx';
import { DraftText } from './drafts.tsx';
import type { PartProps } from './part-props.ts';

/** Puts a placeholder at the end of a text: it stands for what the blueprint says when the sheet is printed. */
export function PlaceholderMenu({ onPick }: { readonly onPick: (placeholder: string) => void }) {
  const { t } = useText();
  return (
    <Menu
      label={t('print.placeholder')}
      trigger={
        <IconButton label={t('print.placeholder')}>
          <Braces className="i" />
        </IconButton>
      }
      entries={PLACEHOLDERS.map((name) => ({
        id: name,
        label: t(`print.placeholder.${name}`),
        keys: `{${name}}`,
        run: () => onPick(`{${name}}`),
      }))}
    />
  );
}

export function TitlePart({ item, locked, change }: PartProps<'title'>) {
  const { t } = useText();
  return (
    <>
      <div className="sheet-words">
        <DraftText
          label={t('print.item.title')}
          value={item.text}
          disabled={locked}
          onKeep={(text) => change({ text })}
        />
        {locked ? null : <PlaceholderMenu onPick={(name) => change({ text: item.text + name })} />}
      </div>
      <div className="sheet-words">
        <DraftText
          label={t('print.second')}
          value={item.second}
          disabled={locked}
          onKeep={(second) => change({ second })}
        />
        {locked ? null : <PlaceholderMenu onPick={(name) => change({ second: item.second + name })} />}
      </div>
      <SizeField size={item.size} locked={locked} onKeep={(size) => change({ size })} />
      <AlignChoice value={item.align} onChange={(align) => change({ align })} />
    </>
  );
}

/** Colours of text: those of the sheet, and the two that plans mark things with. */
const COLORS = { black: BLACK, grey: GREY, red: '#c8102e', blue: '#1d5fc4' } as const;
type ColorName = keyof typeof COLORS;

export function TextPart({ item, locked, change }: PartProps<'text'>) {
  const { t } = useText();
  const names = Object.keys(COLORS) as ColorName[];
  return (
    <>
      <div className="sheet-words">
        <DraftText
          label={t('print.item.text')}
          value={item.text}
          multiline
          disabled={locked}
          onKeep={(text) => change({ text })}
        />
        {locked ? null : <PlaceholderMenu onPick={(name) => change({ text: item.text + name })} />}
      </div>
      <SizeField size={item.size} locked={locked} onKeep={(size) => change({ size })} />
      <AlignChoice value={item.align} onChange={(align) => change({ align })} />
      <Line label={t('print.vertical')}>
        <Segmented
          label={t('print.vertical')}
          value={item.vertical}
          choices={(['top', 'middle', 'bottom'] as const).map((id) => ({
            id,
            content: t(`print.vertical.${id}`),
          }))}
          onChange={(vertical) => change({ vertical })}
        />
      </Line>
      <Line label={t('print.color')}>
        <Segmented
          label={t('print.color')}
          value={names.find((name) => COLORS[name] === item.color) ?? null}
          choices={names.map((id) => ({ id, content: t(`print.color.${id}`) }))}
          onChange={(name) => change({ color: COLORS[name] })}
        />
      </Line>
      <Tick
        label={t('print.bold')}
        selected={item.bold}
        locked={locked}
        onChange={(bold) => change({ bold })}
      />
      <Tick
        label={t('print.frame')}
        selected={item.frame}
        locked={locked}
        onChange={(frame) => change({ frame })}
      />
    </>
  );
}
