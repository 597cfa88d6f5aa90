import { useState } from 'react';
import { Input, TextField } from 'react-aria-components';
import { parseScale, roundedScale, zoomForScale } from '../../../shared/map/scale.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCamera } from '../../state/camera.ts';
import { useView } from '../../state/view.ts';

/** The scale of the map; typing another one goes there. */
export function ScaleField() {
  const { t } = useText();
  const scale = useView((state) => state.scale);
  const [typed, setTyped] = useState<string | null>(null);
  const asked = typed === null ? null : parseScale(typed);
  const go = (): void => {
    if (asked === null) return;
    useCamera.getState().goTo(null, zoomForScale(useView.getState().centre[1], asked));
  };
  return (
    <TextField
      className="scale-field"
      aria-label={t('coords.scale')}
      value={typed ?? `1:${roundedScale(scale)}`}
      onChange={setTyped}
      isInvalid={typed !== null && asked === null}
      validationBehavior="aria"
    >
      <Input
        className="path"
        spellCheck={false}
        onFocus={(event) => {
          setTyped(event.currentTarget.value);
          event.currentTarget.select();
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && asked !== null) {
            go();
            event.currentTarget.blur();
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            event.currentTarget.blur();
          }
        }}
      />
    </TextField>
  );
}
