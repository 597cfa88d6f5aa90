import zhCommon from './zh-CN/common.json' with { type: 'json' };
import zhCommands from './zh-CN/commands.json' with { type: 'json' };
import zhHistory from './zh-CN/history.json' with { type: 'json' };
import zhMap from './zh-CN/map.json' with { type: 'json' };
import zhPanels from './zh-CN/panels.json' with { type: 'json' };
import zhStart from './zh-CN/start.json' with { type: 'json' };
import zhImport from './zh-CN/import.json' with { type: 'json' };
import zhFindings from './zh-CN/findings.json' with { type: 'json' };
import zhDifference from './zh-CN/difference.json' with { type: 'json' };
import zhFixes from './zh-CN/fixes.json' with { type: 'json' };
import zhRules from './zh-CN/rules.json' with { type: 'json' };
import zhRuleset from './zh-CN/ruleset.json' with { type: 'json' };
import zhCli from './zh-CN/cli.json' with { type: 'json' };
import zhRead from './zh-CN/read.json' with { type: 'json' };
import zhStore from './zh-CN/store.json' with { type: 'json' };
import zhTools from './zh-CN/tools.json' with { type: 'json' };
import zhShapeCommands from './zh-CN/shape-commands.json' with { type: 'json' };
import zhPlaceCommands from './zh-CN/place-commands.json' with { type: 'json' };
import zhTable from './zh-CN/table.json' with { type: 'json' };
import zhLayerEdit from './zh-CN/layer-edit.json' with { type: 'json' };
import zhCompare from './zh-CN/compare.json' with { type: 'json' };
import zhCoordinates from './zh-CN/coordinates.json' with { type: 'json' };
import zhSnap from './zh-CN/snap.json' with { type: 'json' };
import zhCatalogue from './zh-CN/catalogue.json' with { type: 'json' };
import zhForms from './zh-CN/forms.json' with { type: 'json' };
import zhExport from './zh-CN/export.json' with { type: 'json' };
import zhGdal from './zh-CN/gdal-formats.json' with { type: 'json' };
import zhPlotText from './zh-CN/plot-text.json' with { type: 'json' };
import zhSheets from './zh-CN/sheet-formats.json' with { type: 'json' };
import zhPlanPackage from './zh-CN/plan-package.json' with { type: 'json' };
import zhPrint from './zh-CN/print.json' with { type: 'json' };
import zhBackground from './zh-CN/background.json' with { type: 'json' };
import zhInspection from './zh-CN/inspection.json' with { type: 'json' };
import zhNotice from './zh-CN/notice.json' with { type: 'json' };
import zhExchange from './zh-CN/exchange.json' with { type: 'json' };
import zhEvidence from './zh-CN/evidence.json' with { type: 'json' };
import zhPosition from './zh-CN/position.json' with { type: 'json' };
import zhPositionPanel from './zh-CN/position-panel.json' with { type: 'json' };
import zhPhotos from './zh-CN/photos.json' with { type: 'json' };
import zhSend from './zh-CN/send-panel.json' with { type: 'json' };
import zhField from './zh-CN/field.json' with { type: 'json' };
import zhMerge from './zh-CN/merge-panel.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enCommands from './en/commands.json' with { type: 'json' };
import enHistory from './en/history.json' with { type: 'json' };
import enMap from './en/map.json' with { type: 'json' };
import enPanels from './en/panels.json' with { type: 'json' };
import enStart from './en/start.json' with { type: 'json' };
import enImport from './en/import.json' with { type: 'json' };
import enFindings from './en/findings.json' with { type: 'json' };
import enDifference from './en/difference.json' with { type: 'json' };
import enFixes from './en/fixes.json' with { type: 'json' };
import enRules from './en/rules.json' with { type: 'json' };
import enRuleset from './en/ruleset.json' with { type: 'json' };
import enCli from './en/cli.json' with { type: 'json' };
import enRead from './en/read.json' with { type: 'json' };
import enStore from './en/store.json' with { type: 'json' };
import enTools from './en/tools.json' with { type: 'json' };
import enShapeCommands from './en/shape-commands.json' with { type: 'json' };
import enPlaceCommands from './en/place-commands.json' with { type: 'json' };
import enTable from './en/table.json' with { type: 'json' };
import enLayerEdit from './en/layer-edit.json' with { type: 'json' };
import enCompare from './en/compare.json' with { type: 'json' };
import enCoordinates from './en/coordinates.json' with { type: 'json' };
import enSnap from './en/snap.json' with { type: 'json' };
import enCatalogue from './en/catalogue.json' with { type: 'json' };
import enForms from './en/forms.json' with { type: 'json' };
import enExport from './en/export.json' with { type: 'json' };
import enGdal from './en/gdal-formats.json' with { type: 'json' };
import enPlotText from './en/plot-text.json' with { type: 'json' };
import enSheets from './en/sheet-formats.json' with { type: 'json' };
import enPlanPackage from './en/plan-package.json' with { type: 'json' };
import enPrint from './en/print.json' with { type: 'json' };
import enBackground from './en/background.json' with { type: 'json' };
import enInspection from './en/inspection.json' with { type: 'json' };
import enNotice from './en/notice.json' with { type: 'json' };
import enExchange from './en/exchange.json' with { type: 'json' };
import enEvidence from './en/evidence.json' with { type: 'json' };
import enPosition from './en/position.json' with { type: 'json' };
import enPositionPanel from './en/position-panel.json' with { type: 'json' };
import enPhotos from './en/photos.json' with { type: 'json' };
import enSend from './en/send-panel.json' with { type: 'json' };
import enField from './en/field.json' with { type: 'json' };
import enMerge from './en/merge-panel.json' with { type: 'json' };
import type { Failure } from '../result.ts';
import type { Language } from './languages.ts';

type Table = Readonly<Record<string, string>>;

/** Every text of the product by language, from one JSON file an area. */
export const TEXTS: Readonly<Record<Language, Table>> = {
  'zh-CN': {
    ...zhCommon,
    ...zhCommands,
    ...zhHistory,
    ...zhMap,
    ...zhPanels,
    ...zhStart,
    ...zhImport,
    ...zhFindings,
    ...zhDifference,
    ...zhFixes,
    ...zhRules,
    ...zhRuleset,
    ...zhCli,
    ...zhRead,
    ...zhStore,
    ...zhTools,
    ...zhShapeCommands,
    ...zhPlaceCommands,
    ...zhTable,
    ...zhLayerEdit,
    ...zhCompare,
    ...zhCoordinates,
    ...zhSnap,
    ...zhCatalogue,
    ...zhForms,
    ...zhExport,
    ...zhGdal,
    ...zhPlotText,
    ...zhSheets,
    ...zhPlanPackage,
    ...zhPrint,
    ...zhBackground,
    ...zhInspection,
    ...zhNotice,
    ...zhExchange,
    ...zhEvidence,
    ...zhPosition,
    ...zhPositionPanel,
    ...zhPhotos,
    ...zhMerge,
    ...zhSend,
    ...zhField,
  },
  en: {
    ...enCommon,
    ...enCommands,
    ...enHistory,
    ...enMap,
    ...enPanels,
    ...enStart,
    ...enImport,
    ...enFindings,
    ...enDifference,
    ...enFixes,
    ...enRules,
    ...enRuleset,
    ...enCli,
    ...enRead,
    ...enStore,
    ...enTools,
    ...enShapeCommands,
    ...enPlaceCommands,
    ...enTable,
    ...enLayerEdit,
    ...enCompare,
    ...enCoordinates,
    ...enSnap,
    ...enCatalogue,
    ...enForms,
    ...enExport,
    ...enGdal,
    ...enPlotText,
    ...enSheets,
    ...enPlanPackage,
    ...enPrint,
    ...enBackground,
    ...enInspection,
    ...enNotice,
    ...enExchange,
    ...enEvidence,
    ...enPosition,
    ...enPositionPanel,
    ...enPhotos,
    ...enMerge,
    ...enSend,
    ...enField,
  },
};

export type TextParams = Readonly<Record<string, string | number>>;

/** Fills `{name}` in a template; a parameter that is not given stays visible, so that its absence is seen. */
export const fill = (template: string, params: TextParams = {}): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );

/** The text of a key; the key itself when there is none (a test makes sure that this does not happen). */
export const text = (language: Language, key: string, params?: TextParams): string =>
  fill(TEXTS[language][key] ?? key, params);

/** The sentence for a failure: `error.<code>`. */
export const failureText = (language: Language, failure: Failure): string =>
  text(language, `error.${failure.code}`, failure.params);
