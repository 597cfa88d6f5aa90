import { FileDown, FileUp, ListChecks } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { asNewVersion } from '../../../shared/rules/ruleset-version.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useRuleset } from '../../state/ruleset.ts';
import {
  chooseRuleset,
  countyCode,
  exportRuleset,
  saveRuleset,
  type ReadRuleset,
} from '../../state/ruleset-work.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Tabs, type TabItem } from '../../ui/tabs.tsx';
import { BrokenNote } from './broken-note.tsx';
import { ConstructionTab } from './construction-tab.tsx';
import { ConversionTab } from './conversion-tab.tsx';
import { DifferenceList } from './difference-list.tsx';
import { ImportPreview } from './import-preview.tsx';
import { InspectionTab } from './inspection-tab.tsx';
import { IndustryMatrixTab, ZoneMatrixTab } from './matrix-tabs.tsx';
import { RulesTab } from './rules-tab.tsx';
import { useRulesetDraft, type RulesetDraft } from './use-ruleset-draft.ts';
import './ruleset.css';

type TabId = 'rules' | 'construction' | 'zones' | 'industry' | 'conversion' | 'inspection' | 'changes';

/** The ruleset of the blueprint: looked through, changed, saved as one step, exported and imported. */
export function RulesetDialog() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const own = useRuleset((state) => state.own);
  const edits = useRuleset((state) => state.edits);
  const draft = useRulesetDraft();
  const [tab, setTab] = useState<TabId>('rules');
  const [rule, setRule] = useState<string | null>(null);
  const [read, setRead] = useState<ReadRuleset | null>(null);
  const imported = useMemo(
    () =>
      read?.ruleset == null
        ? null
        : asNewVersion(read.ruleset, draft.inForce, { county: countyCode(), edits }),
    [read, draft.inForce, edits],
  );
  const items: readonly TabItem<TabId>[] = [
    {
      id: 'rules',
      label: t('ui.ruleset.tab.rules'),
      note: draft.ruleset.rules.length,
      content: () => <RulesTab draft={draft} current={rule} onPick={setRule} />,
    },
    {
      id: 'construction',
      label: t('ruleset.construction'),
      content: () => <ConstructionTab draft={draft} />,
    },
    { id: 'zones', label: t('ui.ruleset.tab.zones'), content: () => <ZoneMatrixTab draft={draft} /> },
    {
      id: 'industry',
      label: t('ui.ruleset.tab.industry'),
      content: () => <IndustryMatrixTab draft={draft} />,
    },
    {
      id: 'conversion',
      label: t('ui.ruleset.tab.conversion'),
      content: () => <ConversionTab draft={draft} />,
    },
    {
      id: 'inspection',
      label: t('ui.tab.inspection'),
      content: () => <InspectionTab draft={draft} />,
    },
    {
      id: 'changes',
      label: t('ui.ruleset.tab.changes'),
      note: changeCount(draft),
      content: () => <Changes draft={draft} />,
    },
  ];
  return (
    <Dialog
      title={read === null ? t('ui.ruleset-editor') : t('ui.ruleset.import-title', { file: read.file })}
      className="ruleset"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={draft.busy}
      tags={
        <>
          <span className="tag path">{draft.inForce.version}</span>
          <span className="tag">{t(own ? 'ui.ruleset.own' : 'ui.ruleset.standard')}</span>
        </>
      }
      footer={
        read === null ? (
          <EditFoot draft={draft} onRead={setRead} onChanges={() => setTab('changes')} />
        ) : (
          <ImportFoot imported={imported} onEnd={() => setRead(null)} />
        )
      }
    >
      <BrokenNote />
      {read === null ? (
        <Tabs label={t('ui.ruleset-editor')} items={items} value={tab} onChange={setTab} />
      ) : (
        <ImportPreview read={read} ruleset={imported} inForce={draft.inForce} />
      )}
    </Dialog>
  );
}

const changeCount = ({ difference }: RulesetDraft): number =>
  difference.rules.length + difference.cells.length + difference.parts.length;

function Changes({ draft }: { readonly draft: RulesetDraft }) {
  const { t } = useText();
  return draft.changed ? (
    <div className="ruleset-page">
      <DifferenceList difference={draft.difference} />
    </div>
  ) : (
    <Empty icon={<ListChecks />} title={t('ui.ruleset.no-changes')}>
      {t('ui.ruleset.no-changes-text')}
    </Empty>
  );
}

/** Why the draft cannot be saved now. */
function useWhyNotSave(draft: RulesetDraft): string | undefined {
  const { t } = useText();
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? false);
  if (readOnly) return t('ui.reason.read-only');
  if (draft.busy) return t('ui.ruleset.saving');
  const unfinished = [...draft.wrong.keys()].length > 0;
  if (unfinished || draft.ruleset.constructionPrefixes.length === 0) return t('ui.ruleset.fix-first');
  return draft.changed ? undefined : t('ui.ruleset.no-changes');
}

function EditFoot({
  draft,
  onRead,
  onChanges,
}: {
  readonly draft: RulesetDraft;
  readonly onRead: (read: ReadRuleset) => void;
  readonly onChanges: () => void;
}) {
  const { t } = useText();
  const own = useRuleset((state) => state.own);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? false);
  const whyNot = useWhyNotSave(draft);
  const { changed, difference } = draft;
  const locked = readOnly ? { reason: t('ui.reason.read-only') } : {};
  const choose = async (): Promise<void> => {
    const read = await chooseRuleset();
    if (read !== null) onRead(read);
  };
  return (
    <>
      <Button kind="bare" onPress={() => void choose()} {...locked}>
        <FileDown className="i" />
        {t('ui.ruleset.import')}
      </Button>
      <Button
        kind="bare"
        onPress={() => void exportRuleset()}
        {...(changed ? { reason: t('ui.ruleset.save-before-export') } : {})}
      >
        <FileUp className="i" />
        {t('ui.ruleset.export')}
      </Button>
      {own ? (
        <Button kind="bare" onPress={() => void saveRuleset(null)} {...locked}>
          {t('ui.ruleset.to-standard-all')}
        </Button>
      ) : null}
      <span className="grow" />
      {changed ? (
        <Button kind="link" onPress={onChanges}>
          {t('ui.ruleset.changes', {
            rules: difference.rules.length,
            cells: difference.cells.length,
            parts: difference.parts.length,
          })}
        </Button>
      ) : null}
      <Button
        onPress={draft.discard}
        {...(changed || draft.wrong.size > 0 ? {} : { reason: t('ui.ruleset.no-changes') })}
      >
        {t('ui.ruleset.discard')}
      </Button>
      <Button
        kind="primary"
        onPress={() => void draft.save()}
        {...(whyNot === undefined ? {} : { reason: whyNot })}
      >
        {t('ui.ruleset.save')}
      </Button>
    </>
  );
}

function ImportFoot({ imported, onEnd }: { readonly imported: Ruleset | null; readonly onEnd: () => void }) {
  const { t } = useText();
  const take = async (): Promise<void> => {
    if (imported !== null && (await saveRuleset(imported))) onEnd();
  };
  return (
    <>
      <span className="grow cap">{imported === null ? '' : t('ui.ruleset.one-step')}</span>
      <Button onPress={onEnd}>{t('ui.cancel')}</Button>
      <Button kind="primary" onPress={() => void take()} disabled={imported === null}>
        {t('ui.ruleset.take')}
      </Button>
    </>
  );
}
