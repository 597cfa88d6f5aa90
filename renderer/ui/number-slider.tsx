import { Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components';

/** A whole number between two limits, with its text at the end. */
export function NumberSlider({
  label,
  value,
  limits: [least, most],
  text,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly limits: readonly [number, number];
  readonly text: string;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}) {
  return (
    <AriaSlider
      aria-label={label}
      className="slider"
      minValue={least}
      maxValue={most}
      step={1}
      value={value}
      isDisabled={disabled ?? false}
      onChange={onChange}
    >
      <SliderTrack className="track">
        <span className="done" style={{ width: `${((value - least) / (most - least)) * 100}%` }} />
        <SliderThumb className="thumb" />
      </SliderTrack>
      <span className="n">{text}</span>
    </AriaSlider>
  );
}
