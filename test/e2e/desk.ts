import { expect, type Page } from '@playwright/test';
import { drawPark, PARK_HALF } from './draw-park.ts';
import { launch, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

export type Pixel = readonly [x: number, y: number];

/** Area of the park of drawPark, in square pixels of the screen. */
export const PARK_PIXELS = 4 * PARK_HALF[0] * PARK_HALF[1];

/**
 * One window on the sample county with one park drawn in the middle of the map and selected. What the tools are
 * asked to do is told in pixels from the middle of the map; what they did is read from the inspector.
 */
export class Desk {
  readonly running: Running;
  readonly page: Page;
  readonly map: ReturnType<typeof mapOf>;
  #middle: Pixel = [0, 0];
  #whole = NaN;

  private constructor(running: Running) {
    this.running = running;
    this.page = running.page;
    this.map = mapOf(running.page);
  }

  static async open(name: string, zoom = 13): Promise<Desk> {
    const desk = new Desk(await launch({ words: ['--sample'] }));
    await desk.map.idle();
    await desk.map.zoomTo(zoom);
    const [x, y] = await desk.map.centre();
    desk.#middle = [Math.round(x), Math.round(y)];
    await drawPark(desk.page, name);
    await expect.poll(async () => (await desk.selection()).join()).toContain('industrial_park');
    await desk.settle();
    desk.#whole = await desk.area();
    expect(desk.#whole).toBeGreaterThan(0);
    return desk;
  }

  /** Area of the park as it was drawn, in m2. */
  get whole(): number {
    return this.#whole;
  }
  /** What one pixel of the screen is long, in m. */
  get metresAPixel(): number {
    return Math.sqrt(this.#whole / PARK_PIXELS);
  }
  get inspector() {
    return this.page.getByRole('complementary', { name: '属性检查器' });
  }
  /** A place on the screen, from the middle of the map. */
  at([x, y]: Pixel): [number, number] {
    return [this.#middle[0] + x, this.#middle[1] + y];
  }
  async selection(): Promise<string[]> {
    const said = (await this.map.locator.getAttribute('data-selection')) ?? '';
    return said === '' ? [] : said.split(',');
  }
  async tool(): Promise<string | null> {
    return this.map.locator.getAttribute('data-map-tool');
  }
  async settle(): Promise<void> {
    await this.page.waitForTimeout(250);
    await this.map.idle();
  }
  /** Presses the key of a tool and sees it in hand. */
  async take(keys: string, tool: string): Promise<void> {
    await this.page.keyboard.press(keys);
    await expect(this.map.locator).toHaveAttribute('data-map-tool', tool);
  }
  /** Takes a tool from the menu of the drawing tools. */
  async choose(entry: string | RegExp, menu = '绘图'): Promise<void> {
    await this.page.getByRole('menubar').getByRole('menuitem', { name: menu }).click();
    const list = this.page.getByRole('menu', { name: menu });
    await list.locator('[role^="menuitem"]').filter({ hasText: entry }).click();
  }
  async hover(to: Pixel): Promise<void> {
    await this.page.mouse.move(...this.at(to), { steps: 4 });
  }
  /** Clicks points without snapping. */
  async clicks(...points: readonly Pixel[]): Promise<void> {
    await this.page.keyboard.down('Alt');
    for (const point of points) {
      await this.hover(point);
      await this.page.mouse.click(...this.at(point));
    }
    await this.page.keyboard.up('Alt');
  }
  /** Draws an outline with clicks and finishes it with Enter. */
  async outline(...points: readonly Pixel[]): Promise<void> {
    await this.clicks(...points);
    await this.page.keyboard.press('Enter');
  }
  async drag(from: Pixel, to: Pixel, keys: readonly string[] = ['Alt'], seen?: string): Promise<void> {
    await this.hover(from);
    for (const key of keys) await this.page.keyboard.down(key);
    await this.page.mouse.down();
    await this.page.mouse.move(...this.at(to), { steps: 8 });
    if (seen !== undefined) {
      await this.page.waitForTimeout(300);
      await this.running.picture(seen);
    }
    await this.page.mouse.up();
    for (const key of keys) await this.page.keyboard.up(key);
  }
  /** Areas in m2 that the inspector shows: of the one feature to the hundredth, of several each in hectares. */
  async areas(): Promise<number[]> {
    const text = (await this.inspector.textContent()) ?? '';
    const one = /([\d.]+)\s*平方米/.exec(text)?.[1];
    if (one !== undefined) return [Number(one)];
    const each = [...text.matchAll(/([\d.]+)\s*公顷/g)].map((match) => Number(match[1]) * 10_000);
    return each.slice(1);
  }
  async area(): Promise<number> {
    const areas = await this.areas();
    return areas.length === 1 ? areas[0]! : NaN;
  }
  /** Waits until the one selected feature has so many times an area, within half a percent of it. */
  async expectArea(before: number, times: number): Promise<void> {
    await expect
      .poll(async () => Math.abs((await this.area()) / before - times), { timeout: 20_000 })
      .toBeLessThan(0.005 * Math.max(1, times));
  }
  /** Takes the last step back and waits for the selection's area of before, to the hundredth of a m2. */
  async undo(area: number): Promise<void> {
    await this.page.keyboard.press('Control+z');
    await expect.poll(() => this.area(), { timeout: 20_000 }).toBe(area);
    await this.settle();
  }
  option(name: string) {
    return this.page.locator('.map-options').getByRole('textbox', { name });
  }
  async close(): Promise<void> {
    expect(this.running.complaints).toEqual([]);
    await this.running.app.close();
  }
}
