import { CLASS_BOOKS, type ClassBook, type ClassStep } from '../../../../shared/import/class-books.ts';
import { codeEntry } from '../../../../shared/model/code-list.ts';
import type { LayerSchema } from '../../../../shared/model/layer.ts';
import { useText } from '../../../i18n/use-text.ts';
import { RadioList } from '../../../ui/radio-list.tsx';
import { Select } from '../../../ui/select.tsx';
import { openSteps, stepsOf, type ClassColumn } from '../../../../shared/import/class-columns.ts';
import { said, type LayerDraft } from '../layer-draft.ts';
import type { ImportModel } from '../use-import.ts';

/** Codes named beside the choice of their book. */
const SHOWN = 6;

/** Which book the class codes of the source are from, and what those become that have no one meaning here. */
export function ClassChoice({
  model,
  draft,
  schema,
}: {
  readonly model: ImportModel;
  readonly draft: LayerDraft;
  readonly schema: LayerSchema;
}) {
  const { mapping, classes } = said(draft);
  return schema.fields.map((field) => {
    const column = classes[field.name];
    if (column === undefined || column.source !== mapping[field.name] || column.values?.length === 0)
      return null;
    return (
      <Column
        key={field.name}
        column={column}
        onChange={(patch) => model.setClasses(draft.source.name, field.name, { ...column, ...patch })}
      />
    );
  });
}

function Column({
  column,
  onChange,
}: {
  readonly column: ClassColumn;
  readonly onChange: (patch: Partial<ClassColumn>) => void;
}) {
  const { t } = useText();
  const steps = stepsOf(column);
  const asked = steps.filter(({ how }) => how === 'ask');
  const open = openSteps(column).length;
  const evidence = column.reading?.evidence.slice(0, SHOWN).join('、') ?? '';
  const total = (how: ClassStep['how']): number =>
    steps.filter((step) => step.how === how).reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="classes">
      <h3 className="form-head">
        {t('import.classes')}
        <span className="cap grow">{column.source}</span>
        <span className={column.book === null ? 'tag warn' : 'tag ok'}>
          {column.book === null ? t('import.classes-unclear') : t(`import.book.${column.book}`)}
        </span>
      </h3>
      <RadioList
        label={t('import.classes')}
        value={column.book}
        onChange={(book) => onChange({ book: book as ClassBook, answers: {} })}
        choices={CLASS_BOOKS.map((book) => ({
          id: book,
          content: (
            <>
              <span className="grow">{t(`import.book.${book}`)}</span>
              {column.reading?.book === book && evidence !== '' ? (
                <span className="mut">{t('import.book-evidence', { codes: evidence })}</span>
              ) : null}
            </>
          ),
        }))}
      />
      {column.book === null ? (
        <p className="help">{t('import.need-book')}</p>
      ) : (
        <p className="cap">
          {t('import.classes-count', {
            kept: total('kept'),
            converted: total('converted'),
            unknown: total('unknown'),
          })}
        </p>
      )}
      {asked.length === 0 ? null : (
        <>
          <p className={open > 0 ? 'form-ask' : 'cap'}>
            {open > 0 ? t('import.ask-classes', { n: open }) : t('import.classes-answered')}
          </p>
          <Asked
            steps={asked}
            answers={column.answers}
            onChange={(code, to) => onChange({ answers: { ...column.answers, [code]: to } })}
          />
        </>
      )}
    </section>
  );
}

function Asked({
  steps,
  answers,
  onChange,
}: {
  readonly steps: readonly ClassStep[];
  readonly answers: Readonly<Record<string, string>>;
  readonly onChange: (code: string, to: string) => void;
}) {
  const { t, name } = useText();
  const label = (domain: string, code: string): string => {
    const entry = codeEntry(domain, code);
    return entry === undefined ? code : `${code} ${name(entry.label)}`;
  };
  return (
    <div className="tbl-box">
      <table className="tbl mapping">
        <thead>
          <tr>
            <th>{t('import.class-from')}</th>
            <th className="num count">{t('import.class-count')}</th>
            <th>{t('import.class-to')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ code, count, candidates }) => (
            <tr key={code}>
              <td>{label('survey_class', code)}</td>
              <td className="num count">{count}</td>
              <td>
                <Select
                  label={t('import.class-of', { code })}
                  hideLabel
                  value={answers[code] ?? null}
                  placeholder={t('ui.choose')}
                  choices={candidates.map((to) => ({ id: to, label: label('land_use_class', to) }))}
                  onChange={(to) => onChange(code, to)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
