import { Info } from 'lucide-react';
import { useState } from 'react';
import type { ImportNote } from '../../../../shared/bridge/query-contract.ts';
import type { LayerSchema } from '../../../../shared/model/layer.ts';
import { fieldLabel } from '../../../i18n/field-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { SeverityShape } from '../../../ui/severity.tsx';
import { groupNotes, type NoteGroup } from '../note-groups.ts';

const FEW = 3;

/** What was noticed while reading, by kind, worst first. */
export function NoteList({
  notes,
  schema,
}: {
  readonly notes: readonly ImportNote[];
  /** The target layer, for the names of its fields. */
  readonly schema: LayerSchema | undefined;
}) {
  if (notes.length === 0) return null;
  return (
    <ul className="notes">
      {groupNotes(notes).map((group) => (
        <Group key={`${group.level} ${group.code}`} group={group} schema={schema} />
      ))}
    </ul>
  );
}

function Group({ group, schema }: { readonly group: NoteGroup; readonly schema: LayerSchema | undefined }) {
  const { t, language } = useText();
  const said = (params: ImportNote['params']): ImportNote['params'] =>
    typeof params['field'] === 'string'
      ? { ...params, field: fieldLabel(schema, params['field'], language) }
      : params;
  const [all, setAll] = useState(false);
  const shown = all ? group.notes.slice(0, 500) : group.notes.slice(0, FEW);
  return (
    <li>
      {group.level === 'info' ? <Info className="i" /> : <SeverityShape kind={group.level} />}
      <div className="grow">
        {shown.map((note, index) => (
          <div key={index} className="selectable">
            {t(`import.note.${note.code}`, { feature: note.feature ?? '', ...said(note.params) })}
          </div>
        ))}
        {group.notes.length > FEW ? (
          <Button kind="link" onPress={() => setAll(!all)}>
            {t(all ? 'ui.show-less' : 'ui.show-more', { n: group.notes.length - FEW })}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
