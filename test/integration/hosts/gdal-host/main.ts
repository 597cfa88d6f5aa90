/** A window-less Electron main that imports a geodatabase through the built query process, as the app does. */
import path from 'node:path';
import { app, MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron';
import { portEndpoint, type PortLike } from '../../../../electron/hosts/ports.ts';
import { connect } from '../../../../shared/bridge/connect.ts';
import type { Endpoint } from '../../../../shared/bridge/endpoint.ts';
import { queryContract, queryControl } from '../../../../shared/bridge/query-contract.ts';

const built = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'out', 'main');
const [blueprint = '', geodatabase = '', scratchDir = ''] = process.argv.slice(-3);

const control = (child: UtilityProcess): Endpoint => ({
  post: (message) => child.postMessage(message),
  listen: (handler) => {
    child.on('message', handler);
  },
  onClose: (handler) => {
    child.on('exit', handler);
  },
});

void app.whenReady().then(async () => {
  const child = utilityProcess.fork(path.join(built, 'query.js'));
  let ended = false;
  child.on('exit', () => {
    ended = true;
  });
  const channel = new MessageChannelMain();
  child.postMessage({ role: 'page' }, [channel.port1]);
  const query = connect(portEndpoint(channel.port2 as unknown as PortLike), queryContract);
  const shell = connect(control(child), queryControl);
  const log: unknown[] = [];
  log.push((await shell.open({ path: blueprint, cacheDir: scratchDir, scratchDir })).ok);
  await shell.grant({ token: 'gdb', path: geodatabase, access: 'read' });
  const probe = async (): Promise<unknown> => {
    const answer = await query.importProbe({ file: 'gdb', encoding: null });
    return answer.ok ? answer.value.layers.map(({ name, count, epsg }) => [name, count, epsg]) : answer.error;
  };
  log.push(await probe());
  const plan = {
    layer: 'survey_parcel',
    sourceLayer: 'survey_parcel',
    epsg: 4525,
    encoding: null,
    mapping: {},
    constants: {},
  };
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 400);
  const stopped = await query.importStage({ file: 'gdb', plans: [plan] }, { signal: stop.signal });
  log.push(stopped.ok ? 'finished' : stopped.error.code);
  log.push(await probe());
  const staged = await query.importStage({ file: 'gdb', plans: [plan] });
  log.push(staged.ok ? staged.value.layers[0]?.staged : staged.error);
  log.push(ended);
  console.log(`GDAL ${JSON.stringify(log)}`);
  child.kill();
  app.exit(0);
});
