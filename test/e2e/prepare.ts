import { launch } from './launch.ts';
import { mapOf } from './map-page.ts';

/** Starts the app once on the sample county, so that the tests begin from a folder where it has been built. */
export default async function prepare(): Promise<void> {
  const running = await launch({ words: ['--sample'] });
  await mapOf(running.page).idle();
  await running.app.close();
  process.env.LANTU_PREPARED = running.userData;
}
