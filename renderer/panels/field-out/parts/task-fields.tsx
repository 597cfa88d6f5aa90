import { SEVERITIES } from '../../../../shared/rules/rule.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Chip } from '../../../ui/chip.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { SeverityShape } from '../../../ui/severity.tsx';
import type { TaskSource, useTasks } from '../use-tasks.ts';

/** Which findings are to be verified on the ground, and by whom. */
export function TaskFields({
  tasks: { choice, change, counts, picked, chosen },
  people,
}: {
  readonly tasks: ReturnType<typeof useTasks>;
  readonly people: readonly string[];
}) {
  const { t } = useText();
  return (
    <section>
      <div className="send-line">
        <h3 className="form-head">
          {t('send.tasks')}
          <span className="cap">{t('send.tasks-count', { n: chosen })}</span>
        </h3>
        <Segmented<TaskSource>
          label={t('send.tasks')}
          value={choice.source}
          choices={[
            { id: 'area', content: t('send.tasks-area') },
            { id: 'picked', content: t('send.tasks-picked', { n: picked }) },
            { id: 'none', content: t('send.tasks-none') },
          ]}
          onChange={(source) => change({ source })}
        />
      </div>
      <div className="send-line">
        <div className="row send-severities" role="group" aria-label={t('send.severities')}>
          {choice.source === 'area'
            ? SEVERITIES.map((one) => (
                <Chip
                  key={one}
                  selected={choice.severities.includes(one)}
                  onChange={(on) =>
                    change({
                      severities: on
                        ? [...choice.severities, one]
                        : choice.severities.filter((other) => other !== one),
                    })
                  }
                >
                  <SeverityShape kind={one} />
                  {t(`severity.${one}`)} {counts[one]}
                </Chip>
              ))
            : null}
        </div>
        {people.length > 0 && chosen > 0 ? (
          <div className="send-assignee">
            <Select
              label={t('send.assignee')}
              hideLabel
              choices={[
                { id: '', label: t('send.assignee-none') },
                ...people.map((one) => ({ id: one, label: t('send.assignee-to', { name: one }) })),
              ]}
              value={people.includes(choice.assignee) ? choice.assignee : ''}
              onChange={(assignee) => change({ assignee })}
            />
          </div>
        ) : null}
      </div>
    </section>
  );
}
