/** A list of numbers in one flat array that grows. */
export class Numbers {
  length = 0;
  private values = new Float64Array(64);

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new Float64Array(2 * this.length);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length++] = value;
  }

  /** The numbers so far, in an array of just that size. */
  done(): Float64Array<ArrayBuffer> {
    return this.values.slice(0, this.length);
  }
}
