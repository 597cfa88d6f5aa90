import editions from '../../resources/codes/land-use-2020-to-2023.json' with { type: 'json' };
import type { FieldValue } from '../model/record.ts';
import { classField, suggestedClasses } from './class-field.ts';
import { counterparts, offer, type Fix, type FixContext, type FixOffer } from './fix.ts';

/** An offer that writes one field of the subject, once its value is given. */
function chooseField(
  context: FixContext,
  id: string,
  field: string,
  suggested: readonly string[],
): readonly FixOffer[] {
  const ref = context.finding.subject;
  const schema = context.schema(ref.table);
  const found = schema?.fields.find(({ name }) => name === field);
  if (context.subject === null || found === undefined) return [];
  return offer(context, {
    id,
    label: 'fix.set-field',
    labelParams: { field: found.name, layer: ref.table },
    writes: ref,
    command: 'edit-attributes',
    params: null,
    choose: {
      layer: ref.table,
      field,
      domain: found.domain ?? null,
      suggested,
      params: (value: FieldValue) => ({ refs: [ref], fields: { [field]: value } }),
    },
  });
}

/** The field the sentence names, for rules about any field. */
function namedField({ finding }: FixContext): string | null {
  const param = finding.message.params['field'];
  return param?.kind === 'field' ? param.name : null;
}

/** Fields that answer a rule about one thing. */
const ANSWERS: Readonly<Record<string, string>> = {
  'park-class-main-function': 'industry_class',
  'built-planned-non-construction': 'conversion_basis',
  'settlement-attribute': 'settlement_attribute',
};

export const setAttribute: Fix = {
  id: 'set-attribute',
  offers(context) {
    const field = ANSWERS[context.rule.id] ?? namedField(context);
    if (field === null) return [];
    return chooseField(context, 'set-attribute', field, impliedValues(context, field));
  },
};

/** What the rule's data says must stand there, by the prefix of the class. */
function impliedValues({ rule, subject }: FixContext, field: string): string[] {
  const implied = rule.filter['implied'];
  const code = subject?.fields['survey_class'];
  if (field !== 'settlement_attribute' || typeof implied !== 'object' || implied === null) return [];
  return Object.entries(implied).flatMap(([prefix, value]) =>
    typeof code === 'string' && code.startsWith(prefix) && typeof value === 'string' ? [value] : [],
  );
}

export const changeClass: Fix = {
  id: 'change-class',
  offers(context) {
    const own = classField(context, context.finding.subject.table);
    if (own === null) return [];
    return chooseField(
      context,
      'change-class',
      own.field,
      suggestedClasses(context, context.finding.subject.table),
    );
  },
};

/** The item of limited activity under which it was determined (认定). */
export const setItem: Fix = {
  id: 'set-item',
  offers: (context) => chooseField(context, 'set-item', 'limited_activity_item', []),
};

/** Areas and names as they follow from geometry and codes. */
const recompute = (id: string): Fix => ({
  id,
  offers: (context) =>
    context.subject === null
      ? []
      : offer(context, {
          id,
          label: `fix.${id}`,
          writes: context.finding.subject,
          command: 'recompute-fields',
          params: { refs: [context.finding.subject] },
        }),
});
export const correctName = recompute('correct-name');
export const correctArea = recompute('correct-area');

export const newUid: Fix = {
  id: 'new-uid',
  offers: (context) =>
    context.subject === null
      ? []
      : offer(context, {
          id: 'new-uid',
          label: 'fix.new-uid',
          writes: context.finding.subject,
          command: 'renew-uid',
          params: { ref: context.finding.subject },
        }),
};

/** Identifiers are issued on export; an empty one gets the next free number there. */
export const reissueIdentifier: Fix = {
  id: 'reissue-identifier',
  offers(context) {
    const ref = counterparts(context)[0] ?? context.finding.subject;
    if (context.feature(ref) === undefined) return [];
    return offer(context, {
      id: 'reissue-identifier',
      label: 'fix.reissue-identifier',
      writes: ref,
      command: 'edit-attributes',
      params: { refs: [ref], fields: { identifier: null } },
    });
  },
};

const renamed: ReadonlyMap<string, string> = new Map(
  editions.map(({ old_2020: old, new_2023: now }) => [old, now]),
);

/**
 * Codes that only the 2020 edition has are written in those of 2023. Codes that both editions have with different
 * meanings stay as they are: nobody but the author knows which was meant.
 */
export const setEdition: Fix = {
  id: 'set-edition',
  offers(context) {
    const only = context.rule.filter['only_2020'];
    const old = new Set(Array.isArray(only) ? only.map(String) : []);
    const table = context.finding.subject.table;
    const own = classField(context, table);
    if (own === null) return [];
    const field = own.field === 'survey_class' ? 'base_class' : own.field;
    const changes = counterparts(context).flatMap((ref) => {
      const code = context.feature(ref)?.fields[field];
      const now = typeof code === 'string' && old.has(code) ? renamed.get(code) : undefined;
      return now === undefined ? [] : [{ ref, fields: { [field]: now } }];
    });
    const first = changes[0];
    if (first === undefined) return [];
    return offer(context, {
      id: 'set-edition',
      label: 'fix.set-edition',
      labelParams: { count: changes.length },
      writes: first.ref,
      command: 'edit-each',
      params: { changes },
    });
  },
};
