import data from '../../resources/sample/county-card.json' with { type: 'json' };
import type { CountyCard } from './county-card.ts';

/** The picture of the sample county, made once by `countyCard`; a test keeps both the same. */
export const COUNTY_CARD = data as unknown as CountyCard;
