import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';

export interface RadioChoice {
  readonly id: string;
  readonly content: ReactNode;
}

/** Alternatives shown in full, one below the other; nothing is chosen while `value` is null. */
export function RadioList({
  label,
  choices,
  value,
  onChange,
}: {
  readonly label: string;
  readonly choices: readonly RadioChoice[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
}) {
  return (
    <RadioGroup aria-label={label} className="radio-box" value={value} onChange={onChange}>
      {choices.map((choice) => (
        <Radio key={choice.id} value={choice.id} className="radio">
          {choice.content}
        </Radio>
      ))}
    </RadioGroup>
  );
}
