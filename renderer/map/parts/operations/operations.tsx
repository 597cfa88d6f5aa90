import { useEffect, type ComponentType } from 'react';
import { useOperation, type OperationId } from '../../../state/operation.ts';
import { useSelection } from '../../../state/selection.ts';
import { useTool } from '../../../state/tool.ts';
import { BufferCard } from './buffer-card.tsx';
import { MergeCard } from './merge-card.tsx';
import { PasteCard } from './paste-card.tsx';
import { SimplifyCard } from './simplify-card.tsx';
import { SmoothCard } from './smooth-card.tsx';

/** Every operation that asks for something first. To add one: its file, its id in state/operation.ts, its line here. */
const CARDS: Readonly<Record<OperationId, ComponentType>> = {
  buffer: BufferCard,
  simplify: SimplifyCard,
  smooth: SmoothCard,
  merge: MergeCard,
  paste: PasteCard,
};

/** The operation that is being set, over the map. */
export function Operations() {
  const open = useOperation((state) => state.open);
  const close = useOperation((state) => state.close);
  const nothing = useSelection((state) => state.refs.length === 0);
  // Another tool in hand, or nothing left to work on: the card would lie over the map to no purpose.
  useEffect(
    () => useTool.subscribe((state, before) => (state.tool === before.tool ? undefined : close())),
    [close],
  );
  useEffect(() => {
    if (open !== null && open !== 'paste' && nothing) close();
  }, [open, nothing, close]);
  if (open === null) return null;
  const Card = CARDS[open];
  return <Card key={open} />;
}
