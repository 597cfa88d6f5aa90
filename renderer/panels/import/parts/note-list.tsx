import { Info } from 'lucide-react';
import { useState } from 'react';
import type { ImportNote } from '../../../../shared/bridge/query-contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { SeverityShape } from '../../../ui/severity.tsx';
import { groupNotes, type NoteGroup } from '../note-groups.ts';

const FEW = 3;

/** What was noticed while reading, by kind, worst first. */
export function NoteList({ notes }: { readonly notes: readonly ImportNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="notes">
      {groupNotes(notes).map((group) => (
        <Group key={`${group.level} ${group.code}`} group={group} />
      ))}
    </ul>
  );
}

function Group({ group }: { readonly group: NoteGroup }) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const shown = all ? group.notes.slice(0, 500) : group.notes.slice(0, FEW);
  return (
    <li>
      {group.level === 'info' ? <Info className="i" /> : <SeverityShape kind={group.level} />}
      <div className="grow">
        {shown.map((note, index) => (
          <div key={index} className="selectable">
            {note.feature === null ? '' : `${t('ui.import.feature-no', { n: note.feature })} `}
            {t(`import.note.${note.code}`, { feature: note.feature ?? '', ...note.params })}
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
