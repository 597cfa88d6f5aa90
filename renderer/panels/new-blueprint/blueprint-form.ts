/** What the user fills in for a new blueprint. */
export interface BlueprintForm {
  readonly name: string;
  readonly countyCode: string;
  readonly countyName: string;
  /** EPSG code of the 3-degree zone as text, empty until chosen. */
  readonly zone: string;
  readonly classification: 'public' | 'internal' | 'secret';
}

export const EMPTY_FORM: BlueprintForm = {
  name: '',
  countyCode: '',
  countyName: '',
  zone: '',
  classification: 'internal',
};

export type FormProblems = Partial<Record<'name' | 'countyCode' | 'countyName', string>>;

/** What is still to be put right, as text keys by field. */
export function problemsOf(form: BlueprintForm): FormProblems {
  const problems: { -readonly [K in keyof FormProblems]: FormProblems[K] } = {};
  if (form.name.trim() === '') problems.name = 'ui.new.need-name';
  if (form.countyName.trim() === '') problems.countyName = 'ui.new.need-county';
  if (!/^\d{6}$/.test(form.countyCode.trim())) problems.countyCode = 'ui.new.need-code';
  return problems;
}

/** The parameters of the new blueprint; only for a form without problems. */
export const toBlueprint = (form: BlueprintForm) => ({
  name: form.name.trim(),
  countyCode: form.countyCode.trim(),
  countyName: form.countyName.trim(),
  zoneEpsg: form.zone === '' ? null : Number(form.zone),
  classification: form.classification,
});
