import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Tip } from './tooltip.tsx';

/** One of a few alternatives, side by side. */
export function Segmented<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string;
  readonly value: T | null;
  readonly choices: readonly {
    readonly id: T;
    readonly content: ReactNode;
    /** Said for it where the content may fold away to an icon. */
    readonly label?: string;
  }[];
  readonly onChange: (id: T) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="seg"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) onChange(key as T);
      }}
    >
      {choices.map(({ id, label: said, content }) =>
        said === undefined ? (
          <ToggleButton key={id} id={id}>
            {content}
          </ToggleButton>
        ) : (
          <Tip key={id} text={said}>
            <ToggleButton id={id} aria-label={said}>
              {content}
            </ToggleButton>
          </Tip>
        ),
      )}
    </ToggleButtonGroup>
  );
}
