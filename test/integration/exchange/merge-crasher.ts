/** Child of crash.test.ts: takes a set of changes and says what it is at; is killed from outside. */
import { openDesk } from '../../fixtures/exchange/desks.ts';

const [office = '', changes = '', scratch = ''] = process.argv.slice(2);
const desk = await openDesk(office, '李局', scratch);
const survey = await desk.open(changes);
process.stdout.write('take\n');
const taken = await desk.take(survey, 'theirs');
process.stdout.write(taken.ok ? 'taken\n' : `${taken.error.code}\n`);
setInterval(() => undefined, 1000);
