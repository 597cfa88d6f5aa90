import { addField } from './add-field.command.ts';
import { addTask } from './add-task.command.ts';
import { addHoleCommand } from './add-hole.command.ts';
import { addPartCommand } from './add-part.command.ts';
import { bufferFeatures } from './buffer-features.command.ts';
import { changeField } from './change-field.command.ts';
import { changeLayer } from './change-layer.command.ts';
import { clipFeature } from './clip-feature.command.ts';
import { createFeature } from './create-feature.command.ts';
import { createLayer } from './create-layer.command.ts';
import { assignFinding } from './assign-finding.command.ts';
import { calculateField } from './calculate-field.command.ts';
import { createSheet } from './create-sheet.command.ts';
import { createVersion } from './create-version.command.ts';
import type { Command } from './define-command.ts';
import { deleteField } from './delete-field.command.ts';
import { deleteFeatures } from './delete-features.command.ts';
import { deleteLayer } from './delete-layer.command.ts';
import { deleteSheet } from './delete-sheet.command.ts';
import { deleteVersion } from './delete-version.command.ts';
import { deleteRingCommand } from './delete-ring.command.ts';
import { deleteVerticesCommand } from './delete-vertices.command.ts';
import { deleteVertexCommand } from './delete-vertex.command.ts';
import { editAttributes } from './edit-attributes.command.ts';
import { editEach } from './edit-each.command.ts';
import { editGeometry } from './edit-geometry.command.ts';
import { editTask } from './edit-task.command.ts';
import { editSheet } from './edit-sheet.command.ts';
import { eraseFeatures } from './erase-features.command.ts';
import { fillHole } from './fill-hole.command.ts';
import { fillGap } from './fill-gap.command.ts';
import { importOpinions } from './import-opinions.command.ts';
import { insertVertexCommand } from './insert-vertex.command.ts';
import { markException } from './mark-exception.command.ts';
import { markFinding } from './mark-finding.command.ts';
import { mergeFeatures } from './merge-features.command.ts';
import { mergeIntoNeighbour } from './merge-into-neighbour.command.ts';
import { moveVertexCommand } from './move-vertex.command.ts';
import { moveVerticesCommand } from './move-vertices.command.ts';
import { noteFinding } from './note-finding.command.ts';
import { pasteFeatures } from './paste-features.command.ts';
import { replaceText } from './replace-text.command.ts';
import { setField } from './set-field.command.ts';
import { reshapeBorderCommand } from './reshape-border.command.ts';
import { setRuleset } from './set-ruleset.command.ts';
import { addAttachments } from './add-attachments.command.ts';
import { editAttachment } from './edit-attachment.command.ts';
import { placeAttachments } from './place-attachments.command.ts';
import { recordExchange } from './record-exchange.command.ts';
import { removeAttachments } from './remove-attachments.command.ts';
import { orderTasks } from './order-tasks.command.ts';
import { recordVerdict } from './record-verdict.command.ts';
import { removeTask } from './remove-task.command.ts';
import { recordNotice } from './record-notice.command.ts';
import { recomputeFields } from './recompute-fields.command.ts';
import { renameVersion } from './rename-version.command.ts';
import { renewUid } from './renew-uid.command.ts';
import { reopenFinding } from './reopen-finding.command.ts';
import { repairGeometry } from './repair-geometry.command.ts';
import { simplifyFeatures } from './simplify-features.command.ts';
import { smoothFeatures } from './smooth-features.command.ts';
import { snapBorder } from './snap-border.command.ts';
import { splitByAreaCommand } from './split-by-area.command.ts';
import { splitBySketchCommand } from './split-by-sketch.command.ts';
import { styleLayer } from './style-layer.command.ts';
import { snapLayerBorders } from './snap-layer-borders.command.ts';
import { splitFeature } from './split-feature.command.ts';
import { splitParts } from './split-parts.command.ts';
import { transformFeatures } from './transform-features.command.ts';
import { withdrawNotice } from './withdraw-notice.command.ts';

/** Every command, in the order of menus. To add one, write its file and its test and list it here. */
export const COMMANDS = [
  createFeature,
  editGeometry,
  moveVertexCommand,
  insertVertexCommand,
  deleteVertexCommand,
  moveVerticesCommand,
  deleteVerticesCommand,
  transformFeatures,
  simplifyFeatures,
  smoothFeatures,
  bufferFeatures,
  pasteFeatures,
  snapLayerBorders,
  addPartCommand,
  addHoleCommand,
  deleteRingCommand,
  deleteFeatures,
  editAttributes,
  editEach,
  setField,
  calculateField,
  replaceText,
  clipFeature,
  eraseFeatures,
  reshapeBorderCommand,
  splitFeature,
  splitBySketchCommand,
  splitByAreaCommand,
  splitParts,
  mergeFeatures,
  mergeIntoNeighbour,
  fillGap,
  fillHole,
  snapBorder,
  repairGeometry,
  recomputeFields,
  renewUid,
  noteFinding,
  markFinding,
  markException,
  assignFinding,
  reopenFinding,
  setRuleset,
  createLayer,
  changeLayer,
  deleteLayer,
  addField,
  changeField,
  deleteField,
  styleLayer,
  createVersion,
  renameVersion,
  deleteVersion,
  createSheet,
  editSheet,
  deleteSheet,
  recordExchange,
  addAttachments,
  placeAttachments,
  editAttachment,
  removeAttachments,
  addTask,
  editTask,
  removeTask,
  orderTasks,
  recordVerdict,
  recordNotice,
  withdrawNotice,
  importOpinions,
] as const;

const byId = new Map<string, Command<unknown>>(
  // A command is called only with parameters its own schema has accepted.
  COMMANDS.map((command) => [command.id, command as unknown as Command<unknown>]),
);

/** The command of this id, to be called with parameters that its own schema has accepted. */
export const findCommand = (id: string): Command<unknown> | undefined => byId.get(id);
