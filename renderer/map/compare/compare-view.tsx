import { memo, useEffect, useRef, type CSSProperties } from 'react';
import { isTyping } from '../../commands/keys.ts';
import { useText } from '../../i18n/use-text.ts';
import { mainSide, SIDES, useCompare, type SideId } from '../../state/compare.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { MapView } from '../map-view.tsx';
import { SideLabel } from './side-label.tsx';
import { startSideMap } from './start-side-map.ts';
import { SwipeHandle } from './swipe-handle.tsx';
import './compare.css';

/** The map that is edited is the same one in every view: it moves aside, it is never made anew. */
const MainMap = memo(MapView);

/** One map, two side by side, or two with a curtain between them. */
export function CompareView() {
  const mode = useCompare((state) => state.mode);
  const main = useCompare(mainSide);
  const open = useSession((state) => state.blueprint !== null);
  const root = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const place = (): void => {
      root.current?.style.setProperty('--split', `${useCompare.getState().split * 100}%`);
    };
    place();
    return useCompare.subscribe(place);
  }, []);
  useEscape(mode !== 'single');

  const compared = mode !== 'single' && open;
  return (
    <div
      ref={root}
      className={`compare ${compared ? `${mode} main-${main ?? 'none'}` : 'single'}`}
      data-compare={compared ? mode : 'single'}
      style={{ '--split': '50%' } as CSSProperties}
    >
      <MainMap />
      {compared
        ? SIDES.filter((side) => side !== main).map((side) => <SideMap key={side} side={side} />)
        : null}
      {compared ? SIDES.map((side) => <SideLabel key={side} side={side} />) : null}
      {compared && mode === 'swipe' ? <SwipeHandle /> : null}
    </div>
  );
}

/** The second map; it is there only as long as it is seen. */
function SideMap({ side }: { readonly side: SideId }) {
  const { t } = useText();
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => (container.current ? startSideMap(container.current, side) : undefined), [side]);
  return (
    <div className={`side-map ${side}`}>
      <div
        ref={container}
        className="map-canvas"
        role="application"
        aria-label={t(`compare.map.${side}`)}
        data-side={side}
      />
    </div>
  );
}

/** Esc leaves the comparison when nothing else has a use for it. */
function useEscape(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || isTyping(event.target)) return;
      if (useDialogs.getState().open !== null) return;
      event.preventDefault();
      useCompare.getState().setMode('single');
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [on]);
}
