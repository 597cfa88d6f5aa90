import { useState } from 'react';
import { codeList } from '../../../shared/model/code-list.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { withConversionCell, type ConversionRelation } from '../../../shared/rules/ruleset-edit.ts';
import { useText } from '../../i18n/use-text.ts';
import { Select } from '../../ui/select.tsx';
import { MatrixGrid } from './matrix-grid.tsx';
import { conversionCells } from './matrix-model.ts';
import { Key } from './matrix-tabs.tsx';
import type { RulesetDraft } from './use-ruleset-draft.ts';
import './matrix.css';

const RELATIONS = ['allowed', 'needs_approval', 'barred'] as const;
const ANYWHERE = '*';

/** Which change of use is allowed where: uses before down, uses after across, one place at a time. */
export function ConversionTab({ draft }: { readonly draft: RulesetDraft }) {
  const { t, name, language } = useText();
  const [place, setPlace] = useState(ANYWHERE);
  const uses = (codeList('use_group') ?? [])
    .filter(({ code }) => code !== ANYWHERE)
    .map(({ code, label }) => ({ id: code, label: name(label) }));
  const places = (codeList('conversion_context') ?? []).filter(({ code }) => code !== ANYWHERE);
  const cell = conversionCells(draft.ruleset.matrices.conversion, place, language);
  const standard = conversionCells(DEFAULT_RULESET.matrices.conversion, place, language);
  return (
    <div className="ruleset-page matrix-page">
      <div className="row matrix-head">
        <Select
          label={t('ui.ruleset.conversion-place')}
          hideLabel
          value={place}
          onChange={setPlace}
          choices={[
            { id: ANYWHERE, label: t('ui.ruleset.anywhere') },
            ...places.map(({ code, label }) => ({ id: code, label: name(label) })),
          ]}
        />
        <Key relations={RELATIONS} />
        <span className="cap grow">{t('ui.ruleset.conversion-text')}</span>
      </div>
      <MatrixGrid
        label={t('ui.ruleset.tab.conversion')}
        corner={t('ui.ruleset.conversion-corner')}
        rows={uses}
        columns={uses}
        cell={cell}
        isChanged={(from, to) => cell(from, to).relation !== standard(from, to).relation}
        relations={RELATIONS}
        onChoose={(from, to, relation) =>
          draft.change((ruleset) =>
            withConversionCell(ruleset, [from, to, place], relation as ConversionRelation),
          )
        }
        onClear={(from, to) =>
          draft.change((ruleset) => withConversionCell(ruleset, [from, to, place], null))
        }
      />
    </div>
  );
}
