type NumberArray = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** A list of numbers in one flat array that grows. */
export class Numbers<A extends NumberArray> {
  length = 0;
  private values: A;
  private readonly make: (length: number) => A;

  /** @param make an array of a length, of the kind that the numbers fit in */
  constructor(make: (length: number) => A) {
    this.make = make;
    this.values = make(64);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = this.make(2 * this.length);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length++] = value;
  }

  /** The number at a place before `length`. */
  at(place: number): number {
    return this.values[place]!;
  }

  /** The numbers so far, in an array of just that size. */
  done(): A {
    const all = this.make(this.length);
    all.set(this.values.subarray(0, this.length));
    return all;
  }
}

export const floats = (): Numbers<Float64Array<ArrayBuffer>> =>
  new Numbers((length) => new Float64Array(length));

export const wholes = (): Numbers<Int32Array<ArrayBuffer>> => new Numbers((length) => new Int32Array(length));

/** Numbers of a few names. */
export const smalls = (): Numbers<Uint16Array<ArrayBuffer>> =>
  new Numbers((length) => new Uint16Array(length));
