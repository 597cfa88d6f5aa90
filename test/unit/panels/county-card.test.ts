import { describe, expect, it } from 'vitest';
import { COUNTY_CARD } from '../../../shared/sample/county-card-data.ts';
import { countyCard } from '../../../shared/sample/county-card.ts';
import { TOWNSHIPS } from '../../../shared/sample/figures.ts';

describe('picture of the sample county', () => {
  it('is the one the generator draws', () => {
    expect(COUNTY_CARD).toEqual(countyCard(2026));
  });
  it('has every township inside the frame, under its name', () => {
    expect(COUNTY_CARD.townships.map(({ name }) => name)).toEqual(TOWNSHIPS.map(({ name }) => name));
    for (const { at } of COUNTY_CARD.townships) {
      expect(at[0]).toBeGreaterThan(0);
      expect(at[0]).toBeLessThan(COUNTY_CARD.width);
      expect(at[1]).toBeGreaterThan(0);
      expect(at[1]).toBeLessThan(COUNTY_CARD.height);
    }
  });
});
