import { ContextMenu, type MenuPoint } from '../ui/context-menu.tsx';
import type { MenuSection } from '../ui/menu-list.tsx';
import { contextSections } from './menus.ts';
import type { ContextKind } from './types.ts';
import { useMenuSections } from './use-menu.tsx';

/**
 * The context menu of a kind of thing, made from the catalogue. Whoever opens it first makes the thing under the
 * pointer the current one (selection, active layer, picked findings). `first` are entries of its own, before the rest.
 */
export function CommandMenu({
  label,
  kinds,
  at,
  first = [],
  onClose,
}: {
  readonly label: string;
  readonly kinds: readonly ContextKind[];
  readonly at: MenuPoint;
  readonly first?: readonly MenuSection[];
  readonly onClose: () => void;
}) {
  const toEntries = useMenuSections();
  const sections = kinds.flatMap((kind) => contextSections(kind));
  return (
    <ContextMenu label={label} at={at} sections={[...first, ...toEntries(sections)]} onClose={onClose} />
  );
}
