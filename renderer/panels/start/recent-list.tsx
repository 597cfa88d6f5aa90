import { Map as MapIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { RecentFile } from '../../../shared/bridge/shell-contract.ts';
import { useText } from '../../i18n/use-text.ts';
import { Marks } from '../marks.tsx';
import { openedWhen } from './recent-rows.ts';

/** The files opened lately, newest first. A file that is not there any more says so and cannot be opened. */
export function RecentList({
  files,
  search,
  onOpen,
}: {
  readonly files: readonly RecentFile[];
  readonly search: string;
  readonly onOpen: (file: RecentFile) => void;
}) {
  const { t } = useText();
  const [now] = useState(() => new Date());
  if (files.length === 0) {
    return (
      <div className="recent-none">
        {search === '' ? t('start.no-recent') : t('start.no-match', { search })}
      </div>
    );
  }
  return (
    <ul className="recent">
      {files.map((file) => {
        const when = openedWhen(file.openedAt, now);
        return (
          <li key={file.token}>
            <Button className="recent-row" isDisabled={!file.exists} onPress={() => onOpen(file)}>
              <MapIcon className="i" />
              <span className="grow">
                <span className="row">
                  <b className="el">{file.name}</b>
                  <Marks classification={file.classification} fictional={file.fictional} />
                </span>
                <span className="cap path el">{file.path}</span>
              </span>
              <span className="n">
                <span>{when.today ? t('start.today', { time: when.text }) : when.text}</span>
                <span className="cap">{foot(file, t)}</span>
              </span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function foot(
  file: RecentFile,
  t: (key: string, params?: Record<string, string | number>) => string,
): string {
  if (!file.exists) return t('start.missing');
  return file.findings === null ? '—' : t('ui.count-findings', { n: file.findings });
}
