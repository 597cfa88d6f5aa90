import { contextBridge, ipcRenderer } from 'electron';
import {
  PAGE_ORIGIN,
  PORT_CHANNEL,
  PORT_MESSAGE,
  SHELL_EVENTS,
  SHELL_METHODS,
  shellChannel,
} from '../../shared/bridge/shell-methods.ts';

/** All of the page's world that this script needs. */
declare const window: {
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

/** One function a method, each on its own fixed channel: the page can name no other. */
const methods = Object.fromEntries(
  SHELL_METHODS.map((name) => [
    name,
    (params: unknown): Promise<unknown> => ipcRenderer.invoke(shellChannel(name), params),
  ]),
);

const events = Object.fromEntries(
  SHELL_EVENTS.map((name) => [
    name,
    (handler: (payload: unknown) => void): void => {
      ipcRenderer.on(shellChannel(name), (_event, payload: unknown) => handler(payload));
    },
  ]),
);

contextBridge.exposeInMainWorld(
  'lantu',
  Object.freeze({ methods: Object.freeze(methods), events: Object.freeze(events) }),
);

// A port cannot cross the context bridge: it is handed on as a message to the page itself. What comes before
// the page listens is kept by its own `message` queue: the shell sends ports only when the page asks for state.
ipcRenderer.on(PORT_CHANNEL, (event, service: unknown) => {
  window.postMessage({ type: PORT_MESSAGE, service }, PAGE_ORIGIN, event.ports);
});
