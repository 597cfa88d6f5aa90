import type { LayerSchema } from '../../../shared/model/layer.ts';
import { rtreeName } from '../geopackage/rtree.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { recordTable } from '../record-table.ts';
import { quoteName } from '../sqlite.ts';

/** The RTree of a layer's geometry, quoted. */
export const rtreeOf = (layer: string): string => quoteName(rtreeName(layer, GEOMETRY_COLUMN));

/** Columns of a layer that a feature record shows as fields, in the order of the schema. */
export const fieldColumns = (schema: LayerSchema): readonly string[] => recordTable(schema).columns;

/** Whether the layer has a column of this name (fid and geometry aside). */
export const hasField = (schema: LayerSchema, name: string): boolean =>
  name === 'uid' || name === 'revision' || schema.fields.some((field) => field.name === name);
