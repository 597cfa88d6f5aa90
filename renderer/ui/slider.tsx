import { Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components';

/** A share from 0 to 1 in steps of a hundredth; `onDone` when the thumb is let go. */
export function ShareSlider({
  label,
  value,
  onChange,
  onDone,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly onDone?: (value: number) => void;
}) {
  return (
    <AriaSlider
      aria-label={label}
      className="slider"
      minValue={0}
      maxValue={1}
      step={0.01}
      value={value}
      formatOptions={{ style: 'percent' }}
      onChange={onChange}
      {...(onDone ? { onChangeEnd: onDone } : {})}
    >
      <SliderTrack className="track">
        <span className="done" style={{ width: `${value * 100}%` }} />
        <SliderThumb className="thumb" />
      </SliderTrack>
      <span className="n">{Math.round(value * 100)}%</span>
    </AriaSlider>
  );
}
