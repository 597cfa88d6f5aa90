import { plainPng } from '../../../shared/notice/plain-png.ts';
import type { NoticeDraft, PageShape } from '../../../shared/notice/types.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { MAP_FONTS } from '../../map/create-map.ts';

/** The wider side of the picture, pixels. */
const SIDE = 2400;
const GROUND = '#f4f3ee';
const INK = '#4a4f58';

/** Draws what goes out, and only that, on paper of its own: no grid, no figures, nothing of the window's map. */
export async function drawPicture({ frame, shapes, labels }: NoticeDraft): Promise<Result<string>> {
  const scale = SIDE / Math.max(frame.width, frame.height);
  const canvas = new OffscreenCanvas(Math.round(frame.width * scale), Math.round(frame.height * scale));
  const paper = canvas.getContext('2d');
  if (paper === null) return fail('notice.picture');
  paper.fillStyle = GROUND;
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.scale(scale, scale);
  paper.lineJoin = 'round';
  for (const shape of shapes) drawShape(paper, shape);
  paper.font = `190px ${MAP_FONTS}`;
  paper.textAlign = 'center';
  paper.lineWidth = 50;
  paper.strokeStyle = GROUND;
  paper.fillStyle = INK;
  for (const { text, at } of labels) {
    paper.strokeText(text, ...at);
    paper.fillText(text, ...at);
  }
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  const plain = plainPng(new Uint8Array(await blob.arrayBuffer()));
  return plain.ok ? ok(`data:image/png;base64,${base64(plain.value)}`) : plain;
}

function drawShape(
  paper: OffscreenCanvasRenderingContext2D,
  { number, path, fill, stroke }: PageShape,
): void {
  const drawn = new Path2D(path);
  if (number === null) {
    paper.setLineDash([60, 26]);
    paper.lineWidth = 12;
    paper.strokeStyle = '#8a8f98';
    paper.stroke(drawn);
    paper.setLineDash([]);
    return;
  }
  paper.globalAlpha = 0.45;
  paper.fillStyle = fill;
  paper.fill(drawn, 'evenodd');
  paper.globalAlpha = 1;
  paper.lineWidth = 16;
  paper.strokeStyle = stroke;
  paper.stroke(drawn);
}

/** Bytes at a time: arguments of one call are limited. */
const CHUNK = 0x8000;

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}
