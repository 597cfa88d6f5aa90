/** Utility process: builds the sample county on the first start, then ends. */
import { buildContract } from '../../shared/bridge/build-contract.ts';
import { serve } from '../../shared/bridge/serve.ts';
import { buildSample } from '../sample/build-sample.ts';
import { logBug } from './log.ts';
import { parentPort, portEndpoint } from './ports.ts';

serve(
  portEndpoint(parentPort()),
  buildContract,
  { sample: ({ path }, call) => buildSample({ path, parcels: 3000, dirty: false }, call) },
  logBug,
);
