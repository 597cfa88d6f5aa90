/** Utility process: positions from receivers, and tracks. It reaches local addresses only, and never the blueprint. */
import { positionContract, positionControl } from '../../shared/bridge/position-contract.ts';
import { serve } from '../../shared/bridge/serve.ts';
import { createPositionService } from '../position/position-service.ts';
import { logBug } from './log.ts';
import { onPort, parentPort, portEndpoint } from './ports.ts';

const folder = process.env['LANTU_POSITIONS'];
if (folder === undefined) throw new Error('no folder for positions');

const parent = parentPort();
// What is asked meanwhile waits in the ports, which begin with their first listener.
const service = await createPositionService({ folder, now: () => Date.now() });

serve(portEndpoint(parent), positionControl, service.control, logBug);

onPort(parent, (role, port) => {
  if (role !== 'page') return;
  const endpoint = portEndpoint(port);
  const emit = serve(endpoint, positionContract, service.page, logBug);
  endpoint.onClose(service.attach(emit));
});
