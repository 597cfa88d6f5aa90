import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import { FieldFoot, FieldLabel, type FieldShell } from './text-field.tsx';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Said at the right, muted. */
  readonly note?: string;
}

/** A choice from a short list. */
export function Select(
  props: FieldShell & {
    readonly choices: readonly Choice[];
    readonly value: string | null;
    readonly onChange: (id: string) => void;
    readonly placeholder?: string;
    readonly hideLabel?: boolean;
    readonly disabled?: boolean;
  },
) {
  const { choices, value, onChange, placeholder, hideLabel } = props;
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      {...(hideLabel ? { 'aria-label': props.label } : {})}
      isInvalid={props.error !== undefined}
      isRequired={props.required ?? false}
      isDisabled={props.disabled ?? false}
      validationBehavior="aria"
      placeholder={placeholder ?? ''}
    >
      {hideLabel ? null : <FieldLabel {...props} />}
      <Button className={props.error === undefined ? 'in' : 'in bad'}>
        <SelectValue className="grow row el">
          {({ isPlaceholder, selectedItems, defaultChildren }) => {
            const chosen = (selectedItems[0] ?? null) as Choice | null;
            if (isPlaceholder || chosen === null) {
              return <span className="placeholder">{placeholder ?? defaultChildren}</span>;
            }
            return (
              <>
                {chosen.icon}
                <span className="el">{chosen.label}</span>
              </>
            );
          }}
        </SelectValue>
        <ChevronDown className="i" />
      </Button>
      <FieldFoot {...props} />
      <Popover className="pop" offset={4}>
        <ListBox items={choices}>
          {(choice: Choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="item">
              {choice.icon}
              {choice.label}
              {choice.note === undefined ? null : <span className="end">{choice.note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
