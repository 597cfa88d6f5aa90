import { authalicQ, fittedQ } from './area.ts';
import { fromSteps, STEPS_PER_DEGREE } from './grid.ts';

/** Latitudes between the middles of two bands, degrees. */
const SPACING = 0.25;
/** Half the height of a band, degrees; bands overlap so that a window seldom leaves its own. */
const HALF = 0.5;

/**
 * The authalic Q of area.ts for positions near one latitude, by a short polynomial: the same number within
 * 0.005 m2 a radian of longitude, which is 1e-7 m2 for a parcel 100 m wide. Which band serves depends on the
 * window alone.
 */
export interface AuthalicBand {
  /** Q at a latitude in steps from the origin, less a constant of the band; m2 a radian. */
  at(y: number): number;
}

/** Coefficients by whole powers of (latitude - middle) / HALF; `null` where no short polynomial is exact. */
const bands = new Map<number, Float64Array | null>();

function coefficientsOf(index: number): Float64Array | null {
  let known = bands.get(index);
  if (known === undefined) {
    known = fittedQ(index * SPACING, HALF) ?? null;
    bands.set(index, known);
  }
  return known;
}

/** Windows lower than this (steps) are measured by a polynomial of the fourth degree about their origin. */
const LOW = 0.04 * STEPS_PER_DEGREE;

/** The band for latitudes `south` to `north`, in steps; `y0` is the origin from which `at` counts. */
export class BandMeter implements AuthalicBand {
  private coefficients: Float64Array = new Float64Array(1);
  private exact = true;
  private low = true;
  private shift = 0;
  private scale = 1;
  private origin = 0;
  private constant = 0;
  private c1 = 0;
  private c2 = 0;
  private c3 = 0;
  private c4 = 0;

  begin(south: number, north: number, y0: number): void {
    const index = Math.round(fromSteps((south + north) / 2) / SPACING);
    const middle = index * SPACING * STEPS_PER_DEGREE;
    const half = HALF * STEPS_PER_DEGREE;
    const fits = south >= middle - half && north <= middle + half;
    const coefficients = fits ? coefficientsOf(index) : null;
    this.exact = coefficients === null;
    this.low = false;
    if (coefficients === null) {
      this.origin = y0;
      this.constant = authalicQ(fromSteps(y0));
      return;
    }
    this.coefficients = coefficients;
    this.shift = y0 - middle;
    this.scale = 1 / half;
    this.low = north - south <= LOW && y0 >= south - LOW && y0 <= north + LOW;
    if (this.low) this.expand(this.shift * this.scale);
  }

  /** Taylor coefficients about the origin, in steps. */
  private expand(u: number): void {
    const { coefficients, scale } = this;
    let [d0, d1, d2, d3, d4] = [0, 0, 0, 0, 0];
    // Horner's rule for the value and the derivatives over their factorials.
    for (let k = coefficients.length - 1; k >= 0; k--) {
      d4 = d4 * u + d3;
      d3 = d3 * u + d2;
      d2 = d2 * u + d1;
      d1 = d1 * u + d0;
      d0 = d0 * u + coefficients[k]!;
    }
    this.c1 = d1 * scale;
    this.c2 = d2 * scale ** 2;
    this.c3 = d3 * scale ** 3;
    this.c4 = d4 * scale ** 4;
  }

  at(y: number): number {
    if (this.low) return (((this.c4 * y + this.c3) * y + this.c2) * y + this.c1) * y;
    if (this.exact) return authalicQ(fromSteps(y + this.origin)) - this.constant;
    const { coefficients } = this;
    const u = (y + this.shift) * this.scale;
    let sum = 0;
    for (let i = coefficients.length - 1; i > 0; i--) sum = (sum + coefficients[i]!) * u;
    return sum;
  }
}
