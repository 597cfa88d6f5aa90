import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packLines, packPoints, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import {
  addPart,
  addRing,
  deleteRing,
  deleteVertex,
  insertVertex,
  moveVertex,
} from '../../../shared/geometry/edit-vertices.ts';
import { fromSteps, isCanonical } from '../../../shared/geometry/grid.ts';
import { labelPoint } from '../../../shared/geometry/label-point.ts';
import { metresPerDegree } from '../../../shared/geometry/local-frame.ts';
import { nearest, nearestOnEdges, nearestVertex } from '../../../shared/geometry/nearest.ts';
import { pointInPolygon } from '../../../shared/geometry/predicates.ts';
import {
  edgesThrough,
  insertOnEdgesThrough,
  insertOnSharedEdge,
  moveSharedVertex,
  ringsWithEdge,
  verticesAt,
} from '../../../shared/geometry/shared-edge.ts';
import { must } from '../../../shared/result.ts';
import { random, square, starRing, stepPolygon } from './shapes.ts';

const at = (x: number, y: number): [number, number] => [fromSteps(x), fromSteps(y)];
const box = stepPolygon(square(0, 0, 100), square(20, 20, 20));

describe('vertices', () => {
  it('moves the closing point with the first vertex', () => {
    const moved = must(moveVertex(box, { ring: 0, index: 0 }, [-0.0000000101, 0]));
    expect(Array.from(moved.xy.subarray(0, 10))).toEqual([
      ...at(-10, 0),
      ...at(100, 0),
      ...at(100, 100),
      ...at(0, 100),
      ...at(-10, 0),
    ]);
  });

  it('inserts after a vertex, also on the closing edge, and deletes again', () => {
    for (const index of [0, 3]) {
      const more = must(insertVertex(box, { ring: 0, index }, at(50, -5)));
      expect(more.rings[1]).toBe(6);
      expect(samePacked(must(deleteVertex(more, { ring: 0, index: index + 1 })), box)).toBe(true);
    }
    const less = must(deleteVertex(box, { ring: 0, index: 0 }));
    expect(Array.from(less.xy.subarray(0, 2))).toEqual(at(100, 0));
    expect(less.rings[1]).toBe(4);
  });

  it('turns a ring back that a move turned over', () => {
    const triangle = stepPolygon([
      [0, 0],
      [100, 0],
      [50, 80],
    ]);
    const flipped = must(moveVertex(triangle, { ring: 0, index: 2 }, at(50, -80)));
    expect(
      samePacked(
        flipped,
        stepPolygon([
          [0, 0],
          [50, -80],
          [100, 0],
        ]),
      ),
    ).toBe(true);
  });

  it.each([
    ['vertex-missing', () => moveVertex(box, { ring: 0, index: 4 }, [0, 0])],
    ['ring-missing', () => deleteVertex(box, { ring: 2, index: 0 })],
    ['position-invalid', () => insertVertex(box, { ring: 0, index: 0 }, [NaN, 0])],
    ['position-invalid', () => moveVertex(box, { ring: 0, index: 0 }, [0])],
    [
      'ring-too-small',
      () =>
        deleteVertex(
          stepPolygon([
            [0, 0],
            [9, 0],
            [0, 9],
          ]),
          { ring: 0, index: 1 },
        ),
    ],
    [
      'ring-too-small',
      () =>
        moveVertex(
          stepPolygon([
            [0, 0],
            [9, 0],
            [0, 9],
          ]),
          { ring: 0, index: 1 },
          at(0, 9),
        ),
    ],
    [
      'ring-too-small',
      () =>
        deleteVertex(
          packLines([
            [
              [0, 0],
              [1, 1],
            ],
          ]),
          { ring: 0, index: 0 },
        ),
    ],
    ['ring-too-small', () => addRing(box, 0, [at(60, 60), at(70, 60), at(60, 60)])],
    ['part-missing', () => addRing(box, 1, [at(60, 60), at(70, 60), at(60, 70)])],
    ['kind-mismatch', () => addPart(packPoints([[0, 0]]), [[at(60, 60), at(70, 60), at(60, 70)]])],
    ['ring-too-small', () => deleteRing(box, 0)],
  ])('%s', (code, edit) => {
    expect(edit()).toMatchObject({ ok: false, error: { code } });
  });

  it('adds and takes away holes and parts', () => {
    const hole = must(addRing(box, 0, [at(60, 60), at(70, 60), at(60, 70)]));
    expect(Array.from(hole.parts)).toEqual([0, 3]);
    expect(samePacked(must(deleteRing(hole, 2)), box)).toBe(true);
    const part = must(addPart(box, [[at(200, 0), at(200, 50), at(250, 0)]]));
    expect(Array.from(part.parts)).toEqual([0, 2, 3]);
    expect(samePacked(must(deleteRing(part, 2)), box)).toBe(true);
    expect(must(deleteRing(part, 0)).parts.length).toBe(2);
  });

  it('leaves lines open', () => {
    const line = packLines([
      [at(0, 0), at(10, 0)],
      [at(0, 5), at(10, 5), at(20, 5)],
    ]);
    const less = must(deleteVertex(line, { ring: 1, index: 2 }));
    expect(Array.from(less.rings)).toEqual([0, 2, 4]);
    expect(must(insertVertex(line, { ring: 0, index: 1 }, at(20, 0))).rings[1]).toBe(3);
  });
});

describe('shared borders', () => {
  const features = [
    { key: 'west', geometry: stepPolygon(square(0, 0, 100)) },
    { key: 'east', geometry: stepPolygon(square(100, 0, 100)) },
    { key: 'far', geometry: stepPolygon(square(500, 0, 100)) },
    // Its border runs along the same line without the vertex at (100, 0).
    {
      key: 'south',
      geometry: stepPolygon([
        [0, 0],
        [0, -50],
        [200, -50],
        [200, 0],
      ]),
    },
  ];

  it('finds an edge in both directions', () => {
    const found = ringsWithEdge(features, at(100, 0), at(100, 100));
    expect(found).toEqual([
      { key: 'west', ring: 0, index: 1 },
      { key: 'east', ring: 0, index: 3 },
    ]);
  });

  it('inserts a vertex into every sharer and into nobody else', () => {
    const changed = must(insertOnSharedEdge(features, at(100, 0), at(100, 100), at(103, 50)));
    expect(changed.map(({ key }) => key)).toEqual(['west', 'east']);
    for (const { geometry } of changed) {
      expect(verticesAt([{ key: 0, geometry }], at(103, 50))).toHaveLength(1);
    }
  });

  it('finds equal vertices, once for a closing point', () => {
    expect(verticesAt(features, at(100, 0)).map((p) => [p.key, p.index])).toEqual([
      ['west', 1],
      ['east', 0],
    ]);
  });

  it('finds the border that a vertex lies on, exactly or by half a step, and nodes it', () => {
    expect(edgesThrough(features, at(100, 0)).map(({ key }) => key)).toEqual(['south']);
    expect(edgesThrough(features, at(100, 1))).toEqual([
      { key: 'west', ring: 0, index: 1 },
      { key: 'east', ring: 0, index: 3 },
    ]);
    const slanted = [
      {
        key: 1,
        geometry: stepPolygon([
          [0, 0],
          [1001, 7],
          [500, 900],
        ]),
      },
    ];
    expect(edgesThrough(slanted, at(500, 3))).toHaveLength(1);
    expect(edgesThrough(slanted, at(500, 5))).toHaveLength(0);
    const noded = must(insertOnEdgesThrough(features, at(100, 0)));
    expect(noded.map(({ key, geometry }) => [key, geometry.rings[1]])).toEqual([['south', 6]]);
    expect(verticesAt(noded, at(100, 0))).toHaveLength(1);
  });

  it('nodes a ring that passes a place twice', () => {
    const geometry = stepPolygon([
      [0, 0],
      [100, 0],
      [100, 50],
      [50, 0],
    ]);
    const [noded] = must(insertOnEdgesThrough([{ key: 1, geometry }], at(25, 0)));
    expect(verticesAt([noded!], at(25, 0)).map(({ index }) => index)).toEqual([1, 5]);
  });

  it('moves a common vertex in all', () => {
    const moved = must(moveSharedVertex(features, at(100, 100), at(105, 101)));
    expect(moved.map(({ key }) => key)).toEqual(['west', 'east']);
    expect(verticesAt(moved, at(105, 101))).toHaveLength(2);
  });
});

describe('nearest', () => {
  it('prefers a vertex in reach to a nearer edge', () => {
    const hit = nearest(box, ...at(90, 1), 20)!;
    expect(hit).toMatchObject({ kind: 'vertex', ring: 0, index: 1 });
    expect(nearest(box, ...at(90, 1), 5)).toMatchObject({ kind: 'edge', distance: 1, index: 0 });
    expect(nearest(box, ...at(60, 60), 5)).toBeUndefined();
    expect(nearest(box, ...at(500, 60), 5)).toBeUndefined();
  });

  it('gives canonical positions that no point of the border is nearer than', () => {
    const next = random(3);
    const packed = packPolygon([starRing(next, 110, 60, 0.01, 40)]);
    const { lon, lat } = metresPerDegree(60);
    const between = (x: number, y: number, u: number, v: number): number =>
      Math.hypot((x - u) * lon, (y - v) * lat);
    for (let i = 0; i < 100; i++) {
      const [x, y] = [110 + 0.03 * (next() - 0.5), 60 + 0.03 * (next() - 0.5)];
      const edge = nearestOnEdges(packed, x, y)!;
      const vertex = nearestVertex(packed, x, y)!;
      expect([edge.x, edge.y].every(isCanonical)).toBe(true);
      const reached = between(x, y, edge.x, edge.y);
      for (let k = 0; k + 3 < packed.xy.length; k += 2) {
        const t = next();
        const u = packed.xy[k]! + t * (packed.xy[k + 2]! - packed.xy[k]!);
        const v = packed.xy[k + 1]! + t * (packed.xy[k + 3]! - packed.xy[k + 1]!);
        expect(reached).toBeLessThan(between(x, y, u, v) * 1.005 + 1e-3);
        expect(vertex.distance).toBeGreaterThanOrEqual(edge.distance);
      }
    }
  });

  it('counts steps of longitude as short as they are', () => {
    const packed = packPoints([
      [110.001, 60],
      [110, 60.0008],
    ]);
    expect(nearestVertex(packed, 110, 60)).toMatchObject({ ring: 0, distance: 500_000 });
    expect(nearestVertex(packed, 110, 60, 499_999)).toBeUndefined();
  });

  it('breaks ties by ring and index, not by chance', () => {
    expect(nearestVertex(box, ...at(50, -60))).toMatchObject({ ring: 0, index: 0 });
    expect(nearestVertex(packPoints([at(0, 0), at(0, 20)]), ...at(0, 10))).toMatchObject({ ring: 0 });
  });
});

describe('label point', () => {
  it('lies inside, far from the border, and in the largest part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const next = random(seed);
        const packed = packPolygon([starRing(next, 110, 30, 0.01, 24)]);
        const [x, y] = labelPoint(packed)!;
        expect(pointInPolygon(packed, x, y)).toBe('inside');
        expect(isCanonical(x) && isCanonical(y)).toBe(true);
      }),
      { numRuns: 60 },
    );
    const two = must(addPart(box, [[at(1000, 0), at(1900, 0), at(1900, 900), at(1000, 900)]]));
    const [x, y] = labelPoint(two)!;
    expect([Math.abs(x / fromSteps(1450) - 1), Math.abs(y / fromSteps(450) - 1)].every((d) => d < 0.05)).toBe(
      true,
    );
  });

  it('avoids the hole in the middle', () => {
    const ring = packPolygon([
      [
        [110, 30],
        [110.1, 30],
        [110.1, 30.1],
        [110, 30.1],
      ],
      [
        [110.01, 30.01],
        [110.09, 30.01],
        [110.09, 30.09],
        [110.01, 30.09],
      ],
    ]);
    expect(pointInPolygon(ring, ...labelPoint(ring)!)).toBe('inside');
  });

  it('takes the middle of a line and the first of points; nothing has none', () => {
    const line = packLines([
      [
        [110, 30],
        [110.001, 30],
        [110.003, 30],
      ],
    ]);
    expect(labelPoint(line)).toEqual([110.0015, 30]);
    expect(
      labelPoint(
        packPoints([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toEqual([1, 2]);
    expect(labelPoint(packPoints([]))).toBeUndefined();
    const thin = stepPolygon([
      [0, 0],
      [1000, 1],
      [500, 1],
    ]);
    expect(labelPoint(thin)).toHaveLength(2);
  });
});
