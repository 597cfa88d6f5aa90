/** Fits a sheet over the map to the screen at its density, empty, ready to be drawn on in CSS pixels. */
export function clearSheet(
  context: CanvasRenderingContext2D,
  screen: { readonly width: number; readonly height: number },
): void {
  const { canvas } = context;
  const density = window.devicePixelRatio;
  const [width, height] = [Math.round(screen.width * density), Math.round(screen.height * density)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, screen.width, screen.height);
}
