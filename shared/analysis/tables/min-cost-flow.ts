/** A way from one node to another: how much may go along it, and what each unit costs. */
interface Arc {
  readonly to: number;
  room: number;
  readonly cost: number;
  /** The arc of the other direction, by which a unit is taken back. */
  readonly back: number;
}

/**
 * A network in which whole units flow at the least cost. Costs are whole numbers, so that equal ways are equal: sums
 * that differ in their last digits would chase each other for ever.
 */
export interface Flow {
  /** Adds a way; its number tells later how much goes along it. Costs may be negative; the ways have no cycle. */
  arc(from: number, to: number, capacity: number, cost: number): number;
  /** Sends up to `amount` units; what was sent. The same network always gives the same flow. */
  send(from: number, to: number, amount: number): number;
  along(arc: number): number;
}

/** Successive cheapest ways (Busacker and Gowen 1960), found by Bellman and Ford; for networks of some thousand arcs. */
export function createFlow(nodes: number): Flow {
  const arcs: Arc[] = [];
  const out: number[][] = Array.from({ length: nodes }, () => []);

  /** The arc by which the cheapest way reaches each node; null where the end cannot be reached. */
  const cheapest = (from: number, to: number): number[] | null => {
    const cost = new Float64Array(nodes).fill(Infinity);
    const by = new Array<number>(nodes).fill(-1);
    const queue = [from];
    const waits = new Uint8Array(nodes);
    cost[from] = 0;
    for (let next = 0; next < queue.length; next++) {
      const node = queue[next]!;
      waits[node] = 0;
      for (const at of out[node]!) {
        const arc = arcs[at]!;
        if (arc.room === 0 || cost[node]! + arc.cost >= cost[arc.to]!) continue;
        cost[arc.to] = cost[node]! + arc.cost;
        by[arc.to] = at;
        if (waits[arc.to] === 0) {
          waits[arc.to] = 1;
          queue.push(arc.to);
        }
      }
    }
    return Number.isFinite(cost[to]) ? by : null;
  };

  return {
    arc: (from, to, capacity, cost) => {
      const at = arcs.length;
      arcs.push({ to, room: capacity, cost, back: at + 1 });
      arcs.push({ to: from, room: 0, cost: -cost, back: at });
      out[from]!.push(at);
      out[to]!.push(at + 1);
      return at;
    },
    send: (from, to, amount) => {
      for (let sent = 0; sent < amount;) {
        const by = cheapest(from, to);
        if (by === null) return sent;
        let least = amount - sent;
        for (let node = to; node !== from; node = arcs[arcs[by[node]!]!.back]!.to)
          least = Math.min(least, arcs[by[node]!]!.room);
        for (let node = to; node !== from;) {
          const arc = arcs[by[node]!]!;
          arc.room -= least;
          arcs[arc.back]!.room += least;
          node = arcs[arc.back]!.to;
        }
        sent += least;
      }
      return amount;
    },
    along: (arc) => arcs[arcs[arc]!.back]!.room,
  };
}
