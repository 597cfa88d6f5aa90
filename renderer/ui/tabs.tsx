import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';

export interface TabItem<T extends string> {
  readonly id: T;
  readonly label: string;
  /** A figure or word after the label, muted. */
  readonly note?: string | number | undefined;
  readonly content: () => ReactNode;
}

/** A row of tabs over one panel; `end` stands at the right of the row. */
export function Tabs<T extends string>({
  label,
  items,
  value,
  onChange,
  end,
}: {
  readonly label: string;
  readonly items: readonly TabItem<T>[];
  readonly value: T;
  readonly onChange: (id: T) => void;
  readonly end?: ReactNode;
}) {
  return (
    <AriaTabs
      className="tabs-box"
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as T)}
      keyboardActivation="manual"
    >
      <div className="tabs">
        <TabList aria-label={label} className="tab-list">
          {items.map((item) => (
            <Tab key={item.id} id={item.id} className="tab">
              {item.label}
              {item.note === undefined ? null : <em>{item.note}</em>}
            </Tab>
          ))}
        </TabList>
        <div className="end">{end}</div>
      </div>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="tab-panel">
          {item.content()}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
