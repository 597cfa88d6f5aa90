import { useState } from 'react';
import { codeEntry, codeList } from '../../../shared/model/code-list.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import {
  withIndustryCell,
  withZoneCell,
  type IndustryRelation,
  type ZoneRelation,
} from '../../../shared/rules/ruleset-edit.ts';
import { relationName } from '../../../shared/rules/ruleset-words.ts';
import { useText } from '../../i18n/use-text.ts';
import { Select } from '../../ui/select.tsx';
import { MatrixGrid } from './matrix-grid.tsx';
import { industryCells, zoneAxes, zoneCells, zoneGroup } from './matrix-model.ts';
import type { RulesetDraft } from './use-ruleset-draft.ts';
import './matrix.css';

const ZONE_RELATIONS = ['main', 'compatible', 'conditional', 'barred'] as const;
const INDUSTRY_RELATIONS = ['allowed', 'conditional', 'barred'] as const;
const ALL = 'all';

/** What the colours and signs of a table mean. */
export function Key({ relations }: { readonly relations: readonly string[] }) {
  const { t, language } = useText();
  return (
    <span className="row matrix-key">
      {relations.map((relation) => (
        <span key={relation} className="row">
          <span className={`cell sample ${relation}`} aria-hidden="true">
            {t(`ui.ruleset.sign.${relation}`)}
          </span>
          {relationName(language, relation)}
        </span>
      ))}
    </span>
  );
}

/** Which class a zone admits: zones down, classes across. */
export function ZoneMatrixTab({ draft }: { readonly draft: RulesetDraft }) {
  const { t, name, language } = useText();
  const [group, setGroup] = useState('100');
  const rows = draft.ruleset.matrices.zone_compatibility;
  const { zones, classes } = zoneAxes(rows);
  const groups = [...new Set(zones.map(zoneGroup))];
  const shown = zones.filter((zone) => group === ALL || zoneGroup(zone) === group);
  const standard = zoneCells(DEFAULT_RULESET.matrices.zone_compatibility, language);
  const cell = zoneCells(rows, language);
  const label = (domain: string, code: string): string => {
    const entry = codeEntry(domain, code);
    return entry === undefined ? code : name(entry.label);
  };
  return (
    <div className="ruleset-page matrix-page">
      <div className="row matrix-head">
        <Select
          label={t('ui.ruleset.zone-filter')}
          hideLabel
          value={group}
          onChange={setGroup}
          choices={[
            ...groups.map((code) => ({ id: code, label: label('planning_zone', code), note: code })),
            { id: ALL, label: t('ui.all') },
          ]}
        />
        <Key relations={ZONE_RELATIONS} />
        <span className="cap grow">{t('ui.ruleset.zone-matrix-text')}</span>
      </div>
      <MatrixGrid
        label={t('ui.ruleset.tab.zones')}
        corner={t('ui.ruleset.zone-corner')}
        rows={shown.map((code) => ({ id: code, code, label: label('planning_zone', code) }))}
        columns={classes.map((code) => {
          const color = codeEntry('land_use_class', code)?.color;
          return {
            id: code,
            code,
            label: label('land_use_class', code),
            ...(color ? { swatch: color } : {}),
          };
        })}
        cell={cell}
        isChanged={(row, column) => {
          const [now, was] = [cell(row, column), standard(row, column)];
          return now.relation !== was.relation || now.inherited !== was.inherited;
        }}
        relations={ZONE_RELATIONS}
        onChoose={(zone, landClass, relation) =>
          draft.change((ruleset) => withZoneCell(ruleset, zone, landClass, relation as ZoneRelation))
        }
        onClear={(zone, landClass) => draft.change((ruleset) => withZoneCell(ruleset, zone, landClass, null))}
      />
    </div>
  );
}

/** Which industry a main function admits in which kind of park. */
export function IndustryMatrixTab({ draft }: { readonly draft: RulesetDraft }) {
  const { t, name, language } = useText();
  const cell = industryCells(draft.ruleset.matrices.function_industry, language);
  const standard = industryCells(DEFAULT_RULESET.matrices.function_industry, language);
  const functions = codeList('main_function') ?? [];
  const classes = codeList('industry_class') ?? [];
  const rows = functions.flatMap((one) =>
    classes.map((industry) => ({
      id: `${one.code} ${industry.code}`,
      label: t('ui.ruleset.industry-row', { area: name(one.label), industry: name(industry.label) }),
    })),
  );
  return (
    <div className="ruleset-page matrix-page wide">
      <div className="row matrix-head">
        <Key relations={INDUSTRY_RELATIONS} />
        <span className="cap grow">{t('ui.ruleset.industry-text')}</span>
      </div>
      <MatrixGrid
        label={t('ui.ruleset.tab.industry')}
        corner={t('ui.ruleset.industry-corner')}
        rows={rows}
        columns={(codeList('park_kind') ?? []).map(({ code, label }) => ({ id: code, label: name(label) }))}
        cell={cell}
        isChanged={(row, column) => cell(row, column).relation !== standard(row, column).relation}
        relations={INDUSTRY_RELATIONS}
        onChoose={(row, kind, relation) => {
          const [area = '', industry = ''] = row.split(' ');
          draft.change((ruleset) =>
            withIndustryCell(ruleset, [area, industry, kind], relation as IndustryRelation),
          );
        }}
      />
    </div>
  );
}
