import { useMemo } from 'react';
import { builtinLayer } from '../../../../shared/model/builtin-layers.ts';
import { codeEntry } from '../../../../shared/model/code-list.ts';
import type { DifferencePatch, DifferenceTable } from '../../../../shared/analysis/difference/types.ts';
import { areaNumber } from '../../../../shared/i18n/format.ts';
import { useText, type Texts } from '../../../i18n/use-text.ts';
import { useCamera } from '../../../state/camera.ts';
import { shownPatches, useDifference } from '../../../state/difference.ts';
import { useSelection } from '../../../state/selection.ts';
import { VirtualTable, type Column } from '../../../ui/virtual-table.tsx';

const TAG = { allowed: 'ok', needs_approval: 'warn', barred: 'error' } as const;

const keyOf = ({ a, b, geometry }: DifferencePatch): string => `${a.uid} ${b.uid} ${geometry.box.join()}`;

/** The code list of a side's class field, so that codes have names. */
function domainOf(layer: string): string {
  const fields = builtinLayer(layer)?.fields ?? [];
  const names = ['base_class', 'land_class', 'leading_use'];
  return fields.find(({ name }) => names.includes(name))?.domain ?? 'land_use_class';
}

const named = (layer: string, code: string, language: Texts['language']): string => {
  const label = codeEntry(domainOf(layer), code)?.label[language];
  return label === undefined ? code : /\d/.test(code) ? `${code} ${label}` : label;
};

/** Ground that one plan has as construction and the other has not, the largest first; each with its answer. */
export function PatchList({ table }: { readonly table: DifferenceTable }) {
  const texts = useText();
  const { t, language, name } = texts;
  const state = useDifference();
  const patches = useMemo(() => shownPatches(state), [state]);
  const current = state.focused === null ? -1 : patches.indexOf(state.focused);
  const townships = useMemo(
    () => new Map(table.townships.map(({ code, name: own }) => [code, own ?? code])),
    [table],
  );
  const columns: Column<DifferencePatch>[] = [
    {
      id: 'change',
      header: t('difference.change'),
      width: '3fr',
      cell: ({ kind, codeA, codeB }) => (
        <span className="el">
          <i className={`swatch four-${kind}`} />
          {named(table.layerA, codeA, language)} → {named(table.layerB, codeB, language)}
        </span>
      ),
    },
    {
      id: 'mu',
      header: t('unit.mu'),
      width: 84,
      numeric: true,
      cell: ({ areaM2 }) => areaNumber(areaM2, 'mu'),
    },
    {
      id: 'ha',
      header: t('unit.ha'),
      width: 76,
      numeric: true,
      cell: ({ areaM2 }) => areaNumber(areaM2, 'ha'),
    },
    {
      id: 'township',
      header: t('difference.township'),
      width: 96,
      cell: ({ township }) => townships.get(township) ?? t('difference.no-township'),
    },
    {
      id: 'answer',
      header: t('difference.answer'),
      width: '2fr',
      cell: ({ answer }) =>
        answer === null ? (
          <span className="cap">{t('difference.no-answer')}</span>
        ) : (
          <span className="el" title={`${name(answer.condition)} ${answer.citation.text}`}>
            <span className={`tag ${TAG[answer.relation]}`}>
              {t(`difference.relation.${answer.relation}`)}
            </span>{' '}
            {name(answer.condition)}
            {answer.citation.text === '' ? null : (
              <span className="cap">
                {' '}
                {answer.citation.text} · {t(`verified.${answer.citation.verified}`)}
              </span>
            )}
          </span>
        ),
    },
  ];
  const show = (index: number): void => {
    const patch = patches[index];
    if (patch === undefined) return;
    state.change({ focused: patch });
    useSelection.getState().set([patch.b]);
    useCamera.getState().zoomTo(patch.geometry.box);
  };
  const all = table.patchCount.onlyA + table.patchCount.onlyB;
  return (
    <section className="patch-list">
      <VirtualTable
        label={t('difference.patches')}
        columns={columns}
        count={patches.length}
        row={(index) => patches[index]}
        rowKey={keyOf}
        isSelected={(patch) => patch === state.focused}
        current={current}
        onPick={show}
        onOpen={show}
      />
      {all > table.patches.length ? (
        <p className="cap">{t('difference.not-listed', { n: all - table.patches.length })}</p>
      ) : null}
    </section>
  );
}
