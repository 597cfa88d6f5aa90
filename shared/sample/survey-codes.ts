/** Survey class (三调) that converts to a planning class; several planning classes come from one survey class. */
const TO_SURVEY: readonly (readonly [prefix: string, survey: string])[] = [
  ['0205', '0204'],
  ['0303', '0305'],
  ['0304', '0307'],
  ['0402', '0403'],
  ['0403', '0404'],
  ['0506', '1106'],
  ['0601', '1006'],
  ['0602', '1202'],
  ['0703', '0702'],
  ['0704', '08H1'],
  ['0702', '05H1'],
  ['0701', '0701'],
  ['0801', '08H1'],
  ['08', '08H2'],
  ['09', '05H1'],
  ['1001', '0601'],
  ['1002', '0602'],
  ['11', '0508'],
  ['1201', '1001'],
  ['1202', '1003'],
  ['1207', '1004'],
  ['1208', '1005'],
  ['1311', '1109'],
  ['13', '0809'],
  ['1403', '0810A'],
  ['14', '0810'],
  ['15', '09'],
  ['1701', '1101'],
  ['1703', '1103'],
  ['1704', '1104'],
  ['2301', '1201'],
  ['2306', '1206'],
  ['2307', '1207'],
];

/** Survey class code of a planning class of the baseline. */
export function surveyCodeOf(planning: string): string {
  return TO_SURVEY.find(([prefix]) => planning.startsWith(prefix))?.[1] ?? planning;
}

/** Settlement attribute (CZCSXM) the survey needs for the class, in a town (202), city (201) or village (203). */
export function settlementOf(survey: string, town: number): string | null {
  if (survey === '0602') return '204';
  if (survey === '09') return '205';
  if (!/^(05|06|07|08|09|1004|1005|1201)/.test(survey)) return null;
  return town === 1 ? '201' : town > 1 && town < 10 ? '202' : '203';
}
