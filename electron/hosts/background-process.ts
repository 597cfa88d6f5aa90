/** Utility process: backgrounds of the map. The only process that may reach the network; it never opens a blueprint. */
import { backgroundContract, backgroundControl } from '../../shared/bridge/background-contract.ts';
import { serve } from '../../shared/bridge/serve.ts';
import { createBackgroundService } from '../background/background-service.ts';
import { logBug } from './log.ts';
import { onPort, parentPort, portEndpoint } from './ports.ts';

const folder = process.env['LANTU_BACKGROUNDS'];
if (folder === undefined) throw new Error('no folder for backgrounds');

const parent = parentPort();
const service = createBackgroundService({
  folder,
  userAgent: process.env['LANTU_USER_AGENT'] ?? 'Lantu',
  now: () => Date.now(),
});

service.onReferences(serve(portEndpoint(parent), backgroundControl, service.control, logBug));

onPort(parent, (role, port) => {
  if (role !== 'page') return;
  const endpoint = portEndpoint(port);
  const emit = serve(endpoint, backgroundContract, service.page, logBug);
  endpoint.onClose(service.attach(emit));
});
