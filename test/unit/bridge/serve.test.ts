import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { threadEndpoint } from '../../../electron/hosts/threads.ts';
import { connect } from '../../../shared/bridge/connect.ts';
import { defineContract, event, method } from '../../../shared/bridge/contract.ts';
import { endpointPair, type Endpoint } from '../../../shared/bridge/endpoint.ts';
import { serve } from '../../../shared/bridge/serve.ts';
import { fail, ok } from '../../../shared/result.ts';

const contract = defineContract({
  name: 'test',
  methods: {
    add: method<number>()(z.strictObject({ a: z.number(), b: z.number() })),
    wait: method<string>()(z.strictObject({})),
    throws: method<null>()(z.strictObject({})),
  },
  events: { news: event<string>() },
});

const channels: [string, () => [Endpoint, Endpoint, () => void]][] = [
  ['in process', () => [...endpointPair(), () => {}]],
  [
    'message port',
    () => {
      const { port1, port2 } = new MessageChannel();
      return [threadEndpoint(port1), threadEndpoint(port2), () => port1.close()];
    },
  ],
];

describe.each(channels)('serve and connect over %s', (_name, make) => {
  const start = () => {
    const [near, far, close] = make();
    const bugs: string[] = [];
    const emit = serve(
      far,
      contract,
      {
        add: ({ a, b }) => (a === 13 ? fail('unlucky', { a }) : ok(a + b)),
        wait: (_params, call) =>
          new Promise((resolve) => {
            call.progress({ share: 0.5, stage: 'half' });
            call.signal.addEventListener('abort', () => resolve(fail('cancelled')), { once: true });
          }),
        throws: () => {
          throw new Error('boom');
        },
      },
      (where) => bugs.push(where),
    );
    return { client: connect(near, contract), near, emit, bugs, close };
  };

  it('passes values and failures', async () => {
    const { client, close } = start();
    expect(await client.add({ a: 1, b: 2 })).toEqual(ok(3));
    expect(await client.add({ a: 13, b: 2 })).toEqual(fail('unlucky', { a: 13 }));
    close();
  });

  it('answers many calls in flight, each its own', async () => {
    const { client, close } = start();
    const sums = await Promise.all(Array.from({ length: 50 }, (_, i) => client.add({ a: 100, b: i })));
    expect(sums).toEqual(Array.from({ length: 50 }, (_, i) => ok(100 + i)));
    close();
  });

  it('refuses wrong parameters and unknown methods', async () => {
    const { client, near, close } = start();
    const wrong = client.add as unknown as (params: unknown) => Promise<unknown>;
    expect(await wrong({ a: 1 })).toMatchObject({ error: { code: 'bridge.bad-params' } });
    expect(await wrong({ a: 1, b: 2, c: 3 })).toMatchObject({ error: { code: 'bridge.bad-params' } });
    const answer = new Promise((resolve) => near.listen(resolve));
    near.post({ t: 'call', id: 999, method: 'constructor', params: {} });
    expect(await answer).toMatchObject({ result: { error: { code: 'bridge.unknown-method' } } });
    close();
  });

  it('survives garbage', async () => {
    const { client, near, close } = start();
    for (const garbage of [null, 7, 'x', {}, { t: 'call' }, { t: 'call', id: 'x' }, { t: 'cancel', id: 5 }])
      near.post(garbage);
    expect(await client.add({ a: 2, b: 2 })).toEqual(ok(4));
    close();
  });

  it('turns a thrown bug into a failure', async () => {
    const { client, bugs, close } = start();
    expect(await client.throws({})).toMatchObject({
      error: { code: 'internal', params: { message: 'boom' } },
    });
    expect(bugs).toEqual(['test.throws']);
    close();
  });

  it('reports progress and cancels', async () => {
    const { client, close } = start();
    const abort = new AbortController();
    const result = client.wait({}, { signal: abort.signal, onProgress: () => abort.abort() });
    expect(await result).toEqual(fail('cancelled'));
    close();
  });

  it('sends events until told to stop', async () => {
    const { client, emit, close } = start();
    const heard: string[] = [];
    const stop = client.on('news', (news) => heard.push(news));
    emit('news', 'one');
    await client.add({ a: 0, b: 0 });
    stop();
    emit('news', 'two');
    await client.add({ a: 0, b: 0 });
    expect(heard).toEqual(['one']);
    close();
  });
});

it('fails what is open when the other side goes away', async () => {
  const { port1, port2 } = new MessageChannel();
  const client = connect(threadEndpoint(port1), contract);
  const open = client.add({ a: 1, b: 1 });
  port2.close();
  expect(await open).toEqual(fail('bridge.closed'));
  expect(await client.add({ a: 1, b: 1 })).toEqual(fail('bridge.closed'));
});
