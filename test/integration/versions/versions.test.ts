import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../shared/result.ts';
import { call, county, rectangle, type County } from './county.ts';

let it0: County;
beforeEach(async () => {
  it0 = await county();
});
afterEach(() => it0.close());

const save = (more: object = {}) =>
  it0.run('create-version', {
    plan: 'land-use',
    name: 'v1',
    seq: null,
    standing: 'submitted',
    note: '',
    ...more,
  });

describe('a version', () => {
  it('is a record of the file: undone, redone, renamed, deleted, and there after reopening', async () => {
    await it0.parcel(rectangle(110, 30, 110.001, 30.001), '0301');
    await save({ note: ' 送审稿 ' });
    const [made] = it0.reader.versions();
    expect(made).toMatchObject({
      name: 'v1',
      plan: 'land-use',
      seq: 1,
      standing: 'submitted',
      note: '送审稿',
      author: '张三',
      movedOn: false,
    });
    expect(made!.stateTime).not.toBeNull();
    must(await it0.store.page.undo({}, call));
    expect(it0.reader.versions()).toEqual([]);
    must(await it0.store.page.redo({}, call));
    expect(it0.reader.versions()).toEqual([made]);
    await it0.run('rename-version', { version: made!.uid, name: '报批稿', standing: 'approved', note: '' });
    expect(it0.reader.versions()).toEqual([{ ...made!, name: '报批稿', standing: 'approved', note: '' }]);
    must(await it0.store.control.open({ path: it0.file, readOnly: false }, call));
    expect(it0.reader.versions()).toMatchObject([{ uid: made!.uid, name: '报批稿', seq: 1 }]);
    await it0.run('delete-version', { version: made!.uid });
    expect(it0.reader.versions()).toEqual([]);
    must(await it0.store.page.undo({}, call));
    expect(it0.reader.versions()).toMatchObject([{ uid: made!.uid, name: '报批稿' }]);
  });

  it('has moved on when a feature of its plan has been written, and not when one of another has', async () => {
    const parcel = await it0.parcel(rectangle(110, 30, 110.001, 30.001), '0301');
    await save();
    await save({ plan: null, name: 'w' });
    const moved = (): boolean[] => it0.reader.versions().map(({ movedOn }) => movedOn);
    expect(moved()).toEqual([false, false]);
    await it0.run('create-feature', {
      layer: 'industrial_park',
      geometry: rectangle(110.1, 30, 110.101, 30.001),
      fields: { name: '园', park_kind: 'industrial_park', park_level: 'county', industry_class: '1' },
    });
    expect(moved()).toEqual([false, true]);
    await it0.run('edit-attributes', { refs: [parcel], fields: { remark: 'x' } });
    expect(moved()).toEqual([true, true]);
  });

  it('is of a step that has been done, and names one that is there', async () => {
    await it0.parcel(rectangle(110, 30, 110.001, 30.001), '0301');
    const refused = async (command: string, params: object): Promise<string> => {
      const done = await it0.store.page.execute({ command, params }, call);
      return done.ok ? 'done' : done.error.code;
    };
    const words = { name: 'v1', standing: 'draft', note: '' };
    expect(await refused('create-version', { ...words, plan: null, seq: 2 })).toBe('version-no-step');
    expect(await refused('create-version', { ...words, plan: null, seq: 1 })).toBe('done');
    expect(await refused('rename-version', { ...words, version: 'none' })).toBe('version-gone');
    expect(await refused('delete-version', { version: 'none' })).toBe('version-gone');
    const [made] = it0.reader.versions();
    expect(await refused('rename-version', { ...words, version: made!.uid })).toBe('command.unchanged');
    expect(await refused('create-version', { ...words, name: ' ', plan: null, seq: 1 })).toBe(
      'store.bad-params',
    );
  });
});
