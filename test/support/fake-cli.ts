import { runProcess } from '../../cli/run-process.js';
import { fakeTransform } from './fake-transform.js';

await runProcess([fakeTransform]);
