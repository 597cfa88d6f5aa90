declare module 'polylabel' {
  /** Pole of inaccessibility of a polygon (rings of positions) to a precision in its own units. */
  export default function polylabel(
    polygon: readonly (readonly (readonly number[])[])[],
    precision?: number,
  ): number[] & { distance: number };
}
