import { Bookmark, BookOpen, ChevronDown, GitCompare } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { commandById } from '../../commands/catalogue.ts';
import { useShow } from '../../commands/use-command.ts';
import { nowName, versionName } from '../../i18n/state-name.ts';
import { useText } from '../../i18n/use-text.ts';
import { compareWithNow } from '../../state/compare.ts';
import { useLayers } from '../../state/layers.ts';
import { useVersions } from '../../state/versions.ts';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';

/** As many versions as the menu offers to compare with; the list has all. */
const OFFERED = 8;

/** The plan in hand and the version it is; saving one, and holding one against the present. */
export function VersionMenu() {
  const said = useText();
  const { t } = said;
  const show = useShow();
  const active = useLayers((state) => state.active);
  const versions = useVersions((state) => state.versions);
  if (versions === null) return null;
  const entryOf = (id: string, icon: MenuEntry['icon']): MenuEntry => {
    const { label, reason, run } = show(commandById(id));
    return { id, label, icon, disabled: reason !== undefined, run };
  };
  const newest = versions.toReversed().slice(0, OFFERED);
  const entries: readonly MenuEntry[] = [
    entryOf('version.save', <Bookmark className="i" />),
    entryOf('version.list', <BookOpen className="i" />),
    ...newest.map((version, at) => ({
      id: version.uid,
      label: t('compare.with', { name: versionName(said, version) }),
      icon: <GitCompare className="i" />,
      separated: at === 0,
      run: () => compareWithNow(version.seq),
    })),
  ];
  const name = nowName(said, versions, active);
  return (
    <Menu
      label={t('compare.version-menu')}
      entries={entries}
      trigger={
        <AriaButton className="file-menu version-menu" aria-label={`${name} ${t('compare.version-menu')}`}>
          <span className="el">— {name}</span>
          <ChevronDown className="i" />
        </AriaButton>
      }
    />
  );
}
