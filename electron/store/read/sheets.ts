import { layoutOfColumns, type KeptSheet } from '../../../shared/print/kept-sheet.ts';
import type { Connection } from './connection.ts';

/**
 * The sheets that a file keeps, in the order they were made; none in a file of an earlier schema. One that cannot be read
 * (another program has written it) is left out.
 */
export function keptSheets(connection: Connection): KeptSheet[] {
  const there = connection.query("SELECT 1 FROM main.sqlite_schema WHERE name = 'lantu_sheet'").get();
  if (there === undefined) return [];
  return connection
    .query('SELECT uid, name, layout, pictures, author, time FROM main.lantu_sheet ORDER BY fid')
    .all()
    .flatMap((row) => {
      const [uid, name, body, pictures, author, time] = row.map((cell) =>
        typeof cell === 'string' ? cell : '',
      );
      const layout = layoutOfColumns(body ?? '', pictures ?? '');
      return layout === undefined || !uid
        ? []
        : [{ uid, name: name ?? '', layout, author: author ?? '', time: time ?? '' }];
    });
}
